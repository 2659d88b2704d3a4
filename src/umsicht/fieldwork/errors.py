from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core.errors import Conflict


class Closed(Conflict):
    """A record at its end is no longer written to."""

    def __init__(self) -> None:
        super().__init__(_("This is closed already and can't be changed any more."))
