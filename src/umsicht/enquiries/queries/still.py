"""Asked in the moment a mail goes out, in the tenant's scope: does what it says still hold?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.offers.enums import OfferState
from umsicht.tenancy.models import Tenant


def to_confirm(tenant: Tenant, context: Mapping[str, Any]) -> bool:
    return Enquiry.objects.filter(pk=context["enquiry"], state=EnquiryState.UNCONFIRMED).exists()


def to_answer(tenant: Tenant, context: Mapping[str, Any]) -> bool:
    """The provider has not answered meanwhile, nobody withdrew, and one of the offers is public."""
    return Reply.objects.filter(
        pk=context["reply"],
        state__in=[ReplyState.ASKED, ReplyState.QUESTION],
        enquiry__state=EnquiryState.OPEN,
        provider__is_public=True,
        offers__state=OfferState.PUBLISHED,
    ).exists()
