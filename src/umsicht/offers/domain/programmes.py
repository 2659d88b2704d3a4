"""Writes to programmes: concepts with their evidence, kept by the state office."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.meanwhile import hold, merge
from umsicht.core.text import slugify
from umsicht.directory.domain.writing import checked, free_slug, only_known, take_over
from umsicht.offers.models import Offer, Programme
from umsicht.offers.signals import tell
from umsicht.offers.validators import programme_checks
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "name", "organisation_name", "organisation_note", "aim", "concept", "theory", "problem_fields", "topics",
        "factors", "audiences", "settings", "level", "age_from", "age_to", "grade_from", "grade_to", "evidence_tier",
        "evidence_stated_by", "evidence_basis", "evidence_source_url", "evidence_as_of", "outcomes", "registry_url",
        "source_url", "local_fact",
    }
)  # fmt: skip


@transaction.atomic
def create_programme(
    *, tenant: Tenant, actor: Any, code: str = "", slug: str = "", **values: Any
) -> Programme:
    """A programme of the state office; without a `code` it gets its slug. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    slugs = Programme.objects.with_scope(tenant=tenant)
    wanted = slug or slugify(str(values.get("name", "")), max_length=90) or "programm"
    free = free_slug(
        wanted, lambda taken: taken == "neu" or slugs.filter(Q(slug=taken) | Q(code=taken)).exists()
    )
    programme = Programme(tenant=tenant, code=code or free, slug=free, **values)
    require(actor, "offers.programme.change", programme)
    checked(programme, programme_checks(programme))
    programme.save(force_insert=True)
    journal.record(
        "offers.programme.create",
        programme,
        actor=actor,
        after={"name": programme.name, "evidence_tier": programme.evidence_tier},
    )
    return programme


@transaction.atomic
def change_programme(
    *, programme: Programme, actor: Any, reason: str = "", stamp: str = "", **values: Any
) -> bool:
    """Set what differs; False when nothing does. Renews every offer that delivers the programme.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS)
    require(actor, "offers.programme.change", programme)
    if stamp:
        hold(programme)
        values = merge(values, {name: getattr(programme, name) for name in values}, stamp=stamp)
    before, after = take_over(programme, values)
    if not after:
        return False
    checked(programme, programme_checks(programme))
    programme.save(update_fields=[*after, "updated_at"])
    journal.record(
        "offers.programme.change", programme, actor=actor, before=before, after=after, reason=reason
    )
    _renew_offers(programme)
    return True


def _renew_offers(programme: Programme) -> None:
    # unscoped: a programme of the state office is delivered in many municipalities
    offers = (
        Offer.objects.with_scopes_disabled()
        .filter(programme=programme, published_at__isnull=False)
        .select_related("tenant")
        .order_by("tenant_id", "pk")
        .only("pk", "tenant")
    )
    by_tenant: dict[Tenant, list[int]] = {}
    for offer in offers:
        by_tenant.setdefault(offer.tenant, []).append(offer.pk)
    for tenant, ids in by_tenant.items():
        tell(tenant, ids)
