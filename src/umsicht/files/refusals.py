"""Why a file is not taken, in words that help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large."),
    "extension": _("This type of file is not taken."),
    "wrong_type": _("The content of the file does not fit its name."),
    "unreadable": _("The file is damaged or can't be read."),
    "encrypted": _("The file is protected by a password. Please upload it without."),
    "macros": _("The file contains macros. Please save it without and upload it again."),
    "embedded": _("The file contains embedded programs or objects. Please remove them."),
    "remote": _("The file loads content from elsewhere when it is opened. Please remove these links."),
    "too_many_pixels": _("The picture has too many pixels. Please make it smaller."),
    "too_complex": _("The file is too complicated to be checked."),
    "virus": _("The virus scanner found something in this file."),
}


def explain(code: str) -> str:
    return str(REFUSALS.get(code, REFUSALS["unreadable"]))
