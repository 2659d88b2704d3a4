"""Who hears of an entry's way: the office when it is submitted, its keepers when it comes back or is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.transitions import Step
from umsicht.directory.queries.keeping import people_keeping
from umsicht.notify.domain.sending import notify_each
from umsicht.offers.models import FieldComment, Offer, OfferVersion
from umsicht.tenancy.queries.memberships import office_of


def offer_of(record: Offer | OfferVersion) -> Offer:
    return record.offer if isinstance(record, OfferVersion) else record


def field_label(name: str) -> str:
    """How forms call a field."""
    names = {field.name: field.verbose_name for field in Offer._meta.concrete_fields}  # noqa: SLF001 - public _meta
    return capfirst(str(names.get(name, name)))


def submitted(step: Step[Any]) -> None:
    """The office is told, unless it submitted the entry itself or the system did."""
    if step.actor is None:
        return
    offer = offer_of(step.obj)
    _open_comments(step.obj).filter(field="").update(settled_at=clock.now())
    if step.actor.has_perm("offers.offer.publish", offer):
        return
    context = _context(offer, "pruefen") | {"provider": offer.provider.name, "is_new": step.obj is offer}
    _tell("offers.submitted", office_of(offer.tenant), offer, context, step.actor)


def returned(step: Step[Any]) -> None:
    """The reason becomes a comment on the whole entry; the keepers read it with the comments on the fields."""
    offer = offer_of(step.obj)
    version = step.obj if isinstance(step.obj, OfferVersion) else None
    comments = [
        {"field": field_label(comment.field), "text": comment.text} for comment in _open_comments(step.obj)
    ]
    FieldComment(
        tenant=offer.tenant,
        offer=offer,
        version=version,
        text=step.reason[:1000],
        author=step.actor,
        created_at=clock.now(),
    ).save(force_insert=True)
    context = _context(offer, "bearbeiten") | {"reason": step.reason, "comments": comments}
    _tell("offers.returned", people_keeping(offer.provider), offer, context, step.actor)


def published(step: Step[Any]) -> None:
    offer = offer_of(step.obj)
    if step.actor is None:
        return
    _open_comments(step.obj).update(settled_at=clock.now())
    context = _context(offer, "") | {"public_url": f"/{offer.tenant.slug}/angebote/{offer.slug}"}
    _tell("offers.published", people_keeping(offer.provider), offer, context, step.actor)


def _open_comments(record: Offer | OfferVersion) -> Any:
    version = record if isinstance(record, OfferVersion) else None
    return FieldComment.objects.with_scope(tenant=record.tenant).filter(
        offer=offer_of(record), version=version, settled_at__isnull=True
    )


def _context(offer: Offer, part: str) -> dict[str, Any]:
    url = f"/desk/{offer.tenant.slug}/angebote/{offer.pk}"
    return {"offer_id": offer.pk, "offer": offer.title, "url": f"{url}/{part}" if part else url}


def _tell(message: str, people: Iterable[User], offer: Offer, context: dict[str, Any], actor: Any) -> None:
    notify_each(people, message=message, tenant=offer.tenant, context=context, but=actor)
