from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput, UmsichtError


class Circle(BadInput):
    """A body can't stand below one of its own."""

    def __init__(self) -> None:
        super().__init__(_("A body can't stand below itself or below one of its own bodies."))


class TooLate(UmsichtError):
    """The time in which a vote could be cast is over: 410."""

    code = "too_late"
    status = 410
