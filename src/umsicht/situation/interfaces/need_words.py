"""Needs in words: places, people, what they rest on. For pages, sheets and exports."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from umsicht.core.german import listed
from umsicht.council.values import day_text
from umsicht.places.queries.atlas import atlas
from umsicht.situation.models import Need, NeedEvidence
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def field_name(tenant: Tenant, code: str) -> str:
    return catalogue(tenant).label(Scheme.PROBLEM_FIELD, code)


def audience_name(tenant: Tenant, code: str) -> str:
    """ "" is everybody."""
    return catalogue(tenant).label(Scheme.AUDIENCE, code) if code else _("everybody")


def area_name(tenant: Tenant, key: str) -> str:
    """ "" is the whole town; a district that is gone keeps its key."""
    place = atlas(tenant).district(key) if key else None
    return place.name if place is not None else key or _("whole town")


def factor_name(tenant: Tenant, code: str) -> str:
    return catalogue(tenant).label(Scheme.FACTOR, code) if code else ""


def who_text(need: Need) -> str:
    audiences = [audience_name(need.tenant, code) for code in need.audiences]
    return need.who or ", ".join(audiences) or _("everybody")


def where_text(need: Need) -> str:
    return ", ".join(area_name(need.tenant, key) for key in need.areas) or _("whole town")


def confirmed_text(need: Need) -> str:
    """ "Kriminalpräventiver Rat, KPR 3/2026, 12.03.2026"; "" while nobody has confirmed it."""
    if not need.confirmed_by:
        return ""
    day = day_text(need.confirmed_on)
    return ", ".join(part for part in (need.confirmed_by, need.decision_ref, day) if part)


def evidence_text(row: NeedEvidence) -> str:
    """What it says, with its day, and whose word it is."""
    by = f" ({row.said_by})" if row.said_by else ""
    return f"{row.text}{by}"


def evidence_kinds(rows: Iterable[NeedEvidence]) -> str:
    return listed(dict.fromkeys(str(row.get_kind_display()) for row in rows))
