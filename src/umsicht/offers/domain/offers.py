"""Writes to offers: make, change, confirm, review, availability. States change in `transitions` only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.text import slugify
from umsicht.directory.domain.writing import checked, free_slug, only_known, take_over
from umsicht.directory.models import Organisation
from umsicht.offers.enums import Availability
from umsicht.offers.models import Offer
from umsicht.offers.signals import offer_kept, tell_if_public
from umsicht.offers.validators import offer_checks
from umsicht.offers.values import Cost, cost_from_cents, stored
from umsicht.tenancy.enums import TenantKind

FIELDS = frozenset(
    {
        "contact_point", "contact_role", "programme", "origin", "fidelity", "fidelity_note", "title", "summary",
        "description", "what_happens", "good_to_know", "eligibility", "preparation", "problem_fields", "topics",
        "factors", "audiences", "formats", "settings", "school_types", "languages", "accessibility", "level",
        "age_from", "age_to", "grade_from", "grade_to", "duration_minutes", "group_min", "group_max", "place_modes",
        "venue", "area_key", "area_name", "lat", "lon", "radius_km", "booking", "costs", "curriculum", "is_demo",
        "real_background", "source",
    }
)  # fmt: skip
"""What create and change may set. Availability, clocks, dates and state have functions of their own."""
CLOCKS = ("edited_on", "confirmed_on", "reviewed_on")


@transaction.atomic
def create_offer(
    *,
    provider: Organisation,
    actor: Any,
    code: str = "",
    slug: str = "",
    clocks: Mapping[str, dt.date] | None = None,
    **values: Any,
) -> Offer:
    """A draft of the provider. `clocks` are days an import brings along. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    require(actor, "offers.offer.create", provider)
    offer = Offer(
        tenant=provider.tenant,
        provider=provider,
        code=code,
        slug=slug or _free_slug(provider, str(values.get("title", ""))),
        **{"edited_on": clock.today()} | dict(clocks or {}),
        **values,
    )
    check_offer(offer)
    offer.save(force_insert=True)
    journal.record(
        "offers.offer.create", offer, actor=actor, after={"title": offer.title, "provider": provider.pk}
    )
    return offer


@transaction.atomic
def change_offer(
    *, offer: Offer, actor: Any, reason: str = "", clocks: Mapping[str, dt.date] | None = None, **values: Any
) -> bool:
    """Set what differs and the day of editing; False when nothing does. Raises BadInput, NotAllowed."""
    only_known(values, FIELDS | {"provider"})
    require(actor, "offers.offer.change", offer)
    before, after = take_over(offer, values)
    dates = dict(clocks or {})
    if after and "edited_on" not in dates:
        dates["edited_on"] = clock.today()
    only_known(dates, CLOCKS)
    dated_before, dated_after = take_over(offer, dates)
    if not after and not dated_after:
        return False
    check_offer(offer)
    derived = ["cost_from_cents"] if "costs" in after else []
    # Only what changed: somebody else may have saved other fields since this record was read.
    offer.save(update_fields=[*after, *dated_after, *derived, "updated_at"])
    journal.record(
        "offers.offer.change",
        offer,
        actor=actor,
        before=before | dated_before,
        after=after | dated_after,
        reason=reason,
    )
    if after:
        offer_kept.send(Offer, offer=offer, actor=actor, fields=frozenset(after), on=clock.today(), how="")
    if dated_after.get("confirmed_on"):
        offer_kept.send(Offer, offer=offer, actor=actor, fields=None, on=offer.confirmed_on, how=reason)
    tell_if_public(offer)
    return True


@transaction.atomic
def confirm_offer(*, offer: Offer, actor: Any, on: dt.date | None = None, how: str = "") -> None:
    """The provider's word that the entry is right. The office may note one given by telephone: then say `how`."""
    require(actor, "offers.offer.confirm", offer)
    if actor is not None and not how.strip() and actor.has_perm("offers.offer.publish", offer):
        raise BadInput(_("Please say how the provider confirmed the entry."), code="reason_missing")
    _stamp(offer, "confirmed_on", on, "offers.offer.confirm", actor, how)
    offer_kept.send(Offer, offer=offer, actor=actor, fields=None, on=offer.confirmed_on, how=how.strip())


@transaction.atomic
def record_review(*, offer: Offer, actor: Any, on: dt.date | None = None, reason: str = "") -> None:
    """The review board looked at the offer on that day; the board's procedure calls this with its decision."""
    require(actor, "offers.offer.review", offer)
    _stamp(offer, "reviewed_on", on, "offers.offer.review", actor, reason)


def _stamp(offer: Offer, name: str, on: dt.date | None, action: str, actor: Any, reason: str) -> None:
    day = on or clock.today()
    if day > clock.today():
        raise BadInput(_("This day lies in the future."))
    before, after = take_over(offer, {name: day})
    offer.save(update_fields=[name, "updated_at"])
    journal.record(action, offer, actor=actor, before=before, after=after, reason=reason.strip())
    tell_if_public(offer)


@transaction.atomic
def set_availability(*, offer: Offer, actor: Any, state: str, as_of: dt.date | None = None) -> bool:
    """What the provider says about free places, as of a day. False when nothing changes."""
    require(actor, "offers.offer.change", offer)
    if state not in Availability.values:
        raise BadInput(_("Unknown availability."))
    day = as_of or clock.today()
    if day > clock.today():
        raise BadInput(_("This day lies in the future."))
    offer_kept.send(Offer, offer=offer, actor=actor, fields=frozenset({"availability"}), on=day, how="")
    before, after = take_over(offer, {"availability": state, "availability_as_of": day})
    if not after:
        return False
    offer.save(update_fields=["availability", "availability_as_of", "updated_at"])
    journal.record("offers.offer.availability", offer, actor=actor, before=before, after=after)
    tell_if_public(offer)
    return True


def check_offer(offer: Offer) -> None:
    """Check the offer and derive what follows from its fields. Raises BadInput."""
    tenant_id = offer.tenant_id
    checked(offer, offer_checks(offer))
    offer.cost_from_cents = cost_from_cents(stored(Cost, offer.costs))
    if offer.provider.tenant_id != tenant_id or (
        offer.contact_point is not None and offer.contact_point.tenant_id != tenant_id
    ):
        raise BadInput(_("Provider and contact point must belong to the same portal."))
    if offer.contact_point is not None and offer.contact_point.organisation_id != offer.provider_id:
        raise BadInput(_("The contact point belongs to another provider."))
    programme = offer.programme
    if (
        programme is not None
        and programme.tenant.kind != TenantKind.STATE
        and programme.tenant_id != tenant_id
    ):
        raise BadInput(_("This programme belongs to another portal."))


def _free_slug(provider: Organisation, title: str) -> str:
    offers = Offer.objects.with_scope(tenant=provider.tenant)
    return free_slug(
        slugify(title, max_length=100) or "angebot", lambda slug: offers.filter(slug=slug).exists()
    )
