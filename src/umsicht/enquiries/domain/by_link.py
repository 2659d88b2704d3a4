"""What is done through a link in a mail: the link is used up in the transaction of what it does, or neither happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from umsicht.enquiries.domain.asking import confirm_enquiry
from umsicht.enquiries.domain.telling import CONFIRM, PAGE, PAGE_FOR
from umsicht.enquiries.models import Enquiry
from umsicht.notify.domain import links

T = TypeVar("T")


@transaction.atomic
def with_link(purpose: str, token: str, do: Callable[[], T]) -> T:
    """Raises UsedLink, ExpiredToken or BadToken before anything is done, and whatever `do` raises."""
    links.use(purpose, token)
    return do()


def confirm_by_link(*, token: str, enquiry: Enquiry) -> str:
    """Confirm and send the enquiry; answers the token of the private page."""

    def do() -> str:
        confirm_enquiry(enquiry=enquiry)
        return links.issue(purpose=PAGE, tenant=enquiry.tenant, subject=enquiry.pk, lifetime=PAGE_FOR)

    return with_link(CONFIRM, token, do)
