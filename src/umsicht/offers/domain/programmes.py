"""Writes to programmes: concepts with their evidence, kept by the state office."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from umsicht.core import journal
from umsicht.core.access import require
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
def create_programme(*, tenant: Tenant, actor: Any, code: str, slug: str = "", **values: Any) -> Programme:
    """A programme of the state office. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    slugs = Programme.objects.with_scope(tenant=tenant)
    wanted = slug or slugify(str(values.get("name", "")), max_length=90) or "programm"
    programme = Programme(
        tenant=tenant,
        code=code,
        slug=free_slug(wanted, lambda taken: slugs.filter(slug=taken).exists()),
        **values,
    )
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
def change_programme(*, programme: Programme, actor: Any, reason: str = "", **values: Any) -> bool:
    """Set what differs; False when nothing does. Renews every offer that delivers the programme."""
    only_known(values, FIELDS)
    require(actor, "offers.programme.change", programme)
    before, after = take_over(programme, values)
    if not after:
        return False
    checked(programme, programme_checks(programme))
    programme.save()
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
