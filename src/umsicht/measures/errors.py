from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput


class WrongFloor(BadInput):
    """A goal serves one above it, of the same measure."""

    def __init__(self) -> None:
        super().__init__(_("A goal can only serve one of a higher level of the same measure."))
