"""A little to try things on in the sandbox: one provider, offers on their way to publication."""

from __future__ import annotations

from typing import Any

from umsicht.core.transitions import apply
from umsicht.directory.domain.contact_points import create_contact_point
from umsicht.directory.domain.organisations import create_organisation
from umsicht.directory.models import Organisation
from umsicht.offers.domain.offers import create_offer
from umsicht.tenancy.models import Tenant

CODE = "muster-beratung"
_STEPS: dict[str, tuple[str, ...]] = {
    "Entwurf: Abend für Eltern": (),
    "Eingereicht: Gespräch im Stadtteil": ("submit",),
    "Veröffentlicht: Offene Sprechstunde": ("submit", "publish"),
}
_VALUES: dict[str, Any] = {
    "summary": "Ein Angebot zum Ausprobieren in der Übungsumgebung.",
    "description": "Hier können Sie alles ändern, veröffentlichen und archivieren. Nichts davon erscheint woanders.",
    "problem_fields": ["suchtpraevention"],
    "audiences": ["eltern"],
    "formats": ["beratung"],
    "level": "universell",
    "languages": ["de"],
    "place_modes": ["at-provider"],
    "costs": [{"format": "beratung", "amount_cents": 0, "per": "", "payer": "kostenfrei", "note": ""}],
    "is_demo": True,
}


def fill(tenant: Tenant) -> int:
    """Fill an empty sandbox; what somebody did there stays. Returns how many records were made."""
    if Organisation.objects.with_scope(tenant=tenant).exists():
        return 0
    provider = create_organisation(
        tenant=tenant,
        actor=None,
        code=CODE,
        name="Muster-Beratungsstelle",
        sector="soziale-einrichtungen",
        is_provider=True,
        is_demo=True,
        contact_is_demo=True,
        phone="030 23125 900",
        email="muster@example.org",
        languages=["de"],
    )
    create_contact_point(
        organisation=provider, actor=None, code=CODE, name="Büro", city=tenant.name, is_demo=True
    )
    for title, steps in _STEPS.items():
        offer = create_offer(provider=provider, actor=None, title=title, **_VALUES)
        for name in steps:
            apply(offer, name, actor=None)
    return 2 + len(_STEPS)
