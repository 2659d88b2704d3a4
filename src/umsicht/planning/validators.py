from __future__ import annotations

import re

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput

CLASS_NAME = r"[0-9A-Za-zÄÖÜäöüß./ -]{0,12}"
"""Long enough for "10b/c" or "Gruppe 2", too short for a person's full name."""


def check_class_name(name: str) -> None:
    if not re.fullmatch(CLASS_NAME, name):
        raise BadInput(_("Please give the class in at most 12 letters and digits, such as 8b."))
