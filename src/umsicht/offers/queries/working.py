"""What is being worked on: the offer itself while it was never public, else a version beside the public one."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.directory.models import ContactPoint
from umsicht.offers.enums import OPEN_VERSIONS, OfferState, VersionState
from umsicht.offers.models import FieldComment, Offer, OfferVersion, Programme
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office

RECORDS = ("contact_point", "programme")
"""Fields that point at another record; in JSON they are its id."""


@dataclass(frozen=True)
class Working:
    """`offer` as it would be, an unsaved copy where a version is in work; `held` as it is stored."""

    offer: Offer
    held: Offer
    version: OfferVersion | None

    @property
    def is_public(self) -> bool:
        """Something stays public while this is in work."""
        return needs_version(self.held)

    @property
    def is_submitted(self) -> bool:
        state = self.version.state if self.version is not None else self.held.state
        return state == OfferState.SUBMITTED


def needs_version(offer: Offer) -> bool:
    """What was published and may come back is changed in a version; drafts are changed themselves."""
    return offer.state in (OfferState.PUBLISHED, OfferState.PAUSED)


def open_version(offer: Offer) -> OfferVersion | None:
    version = (
        OfferVersion.objects.with_scope(tenant=offer.tenant)
        .filter(offer=offer, state__in=OPEN_VERSIONS)
        .select_related("author")
        .first()
    )
    if version is not None:
        version.offer, version.tenant = offer, offer.tenant
    return version


def working(offer: Offer) -> Working:
    """One query for published offers, none for drafts, and one per record that the version points at."""
    version = open_version(offer) if needs_version(offer) else None
    return Working(with_values(offer, version.values) if version is not None else offer, offer, version)


def with_values(offer: Offer, values: Mapping[str, Any]) -> Offer:
    """A copy that is never saved; what it points at is read."""
    made = copy.copy(offer)
    for name, value in records(offer, values).items():
        setattr(made, name, value)
    return made


def plain(offer: Offer, name: str) -> Any:
    """A field as JSON holds it."""
    return getattr(offer, f"{name}_id") if name in RECORDS else getattr(offer, name)


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "pk", value) if name in RECORDS else value for name, value in values.items()}


def values_of(offer: Offer, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(offer, name) for name in names}


def records(offer: Offer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Ids become records again; one that is gone meanwhile becomes nothing."""
    found = dict(values)
    if values.get("contact_point") is not None:
        points = ContactPoint.objects.with_scope(tenant=offer.tenant)
        found["contact_point"] = points.filter(pk=values["contact_point"]).first()
    if values.get("programme") is not None:
        programmes = Programme.objects.with_scope(tenant=[offer.tenant, state_office()])
        found["programme"] = programmes.filter(pk=values["programme"]).select_related("tenant").first()
    return found


def is_still_submitted(tenant: Tenant, context: Mapping[str, Any]) -> bool:
    """Asked before a mail about it goes out: does the entry still wait for its check?"""
    offers = Offer.objects.with_scope(tenant=tenant).filter(pk=context.get("offer_id"))
    versions = OfferVersion.objects.with_scope(tenant=tenant).filter(offer_id=context.get("offer_id"))
    return (
        offers.filter(state=OfferState.SUBMITTED).exists()
        or versions.filter(state=VersionState.SUBMITTED).exists()
    )


def versions_of(offer: Offer) -> QuerySet[OfferVersion]:
    """All versions, newest first, of the tenant in scope."""
    return OfferVersion.objects.filter(offer=offer).select_related("author").order_by("-number")


def version_at_desk(offer: Offer, number: int) -> OfferVersion:
    """Raises NotFound."""
    version = versions_of(offer).filter(number=number).first()
    if version is None:
        raise NotFound
    version.offer = offer
    return version


def comments_of(work: Working, *, open_only: bool = True) -> list[FieldComment]:
    """What the office said to what is in work, in order."""
    found = FieldComment.objects.filter(offer=work.held, version=work.version).select_related("author")
    return list(found.filter(settled_at__isnull=True) if open_only else found)


def comment_at_desk(offer: Offer, pk: int) -> FieldComment:
    """Raises NotFound."""
    comment = FieldComment.objects.filter(offer=offer, pk=pk).first()
    if comment is None:
        raise NotFound
    comment.offer = offer
    return comment


@dataclass(frozen=True)
class Difference:
    """One field of a version: what the public sees and what shall stand there."""

    name: str
    before: Any
    after: Any


def differences(version: OfferVersion) -> list[Difference]:
    """In the order of the model's fields. For a closed version: what it changed at its time."""
    order = [field.name for field in Offer._meta.concrete_fields]  # noqa: SLF001 - Django's public _meta
    return [
        Difference(name, version.base.get(name), version.values[name])
        for name in sorted(version.values, key=lambda name: order.index(name) if name in order else 999)
    ]
