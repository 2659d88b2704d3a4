from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput


class NotComparable(BadInput):
    """Shares are compared only between the same questions in the same version on the same scale, asked in the same way."""

    code = "not_comparable"

    def __init__(self) -> None:
        super().__init__(_("These figures come from different questions or scales and can't be compared."))
