from __future__ import annotations

from umsicht.core.errors import Conflict


class NotSentNow(Conflict):
    """Nothing of the enquiry could be sent: no offer in it is public any more."""

    code = "enquiry_not_sent"
