"""To which address a provider's reminder goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.keeping import people_keeping
from umsicht.notify.domain.sending import Recipient
from umsicht.upkeep.queries.due import DueOffer


def is_still_theirs(provider: Organisation, email: str) -> bool:
    """Whether a mail to this address still reaches the provider: it, a contact point or a keeper has it. Two queries."""
    known = {provider.email.lower(), *(person.email.lower() for person in people_keeping(provider))}
    points = ContactPoint.objects.with_scope(tenant=provider.tenant_id).filter(organisation=provider)
    known |= {address.lower() for address in points.values_list("email", flat=True)}
    return email.lower() in known - {""}


def recipient_of(provider: Organisation, due: Iterable[DueOffer]) -> Recipient | None:
    """The contact point that answers for most of the offers, else the provider's own address, else its first keeper.

    One address only: a provider gets one mail. Needs the scope of the tenant. None: somebody has to telephone.
    """
    addresses = Counter(
        item.offer.contact_point.email.lower()
        for item in due
        if item.offer.contact_point is not None and item.offer.contact_point.email
    )
    if addresses:
        return Recipient(min(addresses, key=lambda address: (-addresses[address], address)))
    if provider.email:
        return Recipient(provider.email.lower())
    people = people_keeping(provider)
    return Recipient.person(people[0]) if people else None
