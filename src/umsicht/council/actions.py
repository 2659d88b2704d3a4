"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "council.body.create": _("body entered"),
    "council.body.change": _("body changed"),
    "council.body.rename": _("body renamed"),
    "council.body.end": _("body ended"),
    "council.body.reopen": _("body taken up again"),
    "council.seat.create": _("seat entered"),
    "council.seat.change": _("seat changed"),
    "council.seat.end": _("seat ended"),
}
