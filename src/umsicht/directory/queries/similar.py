"""Entries that may be the same organisation: alike in name, telephone, mail, website or address. A person decides.

One tenant's entries are compared in memory: two queries, and a few milliseconds for a thousand of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umsicht.core.text import slugify
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.tenancy.models import Tenant

ALIKE = 0.86
"""From this likeness of two names on (0 to 1) they are worth a look."""
MOST = 5
_FORMS = re.compile(r"\b(e ?v|ggmbh|gmbh|ag|gbr|ug|kg|demo|verein|der|die|das|und|fuer|in)\b")


@dataclass(frozen=True)
class Facts:
    """What is compared; empty parts say nothing."""

    name: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    addresses: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Similar:
    pk: int
    name: str
    score: float
    reasons: tuple[str | Promise, ...]


def phone_digits(phone: str) -> str:
    """Only digits, without the country's prefix: "+49 (371) 488-0" and "0371 4880" are the same."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    digits = re.sub(r"^(0049|49(?=[1-9]))", "0", digits)
    return digits if len(digits) >= 6 else ""


def plain_name(name: str) -> str:
    """Lower case, folded, without legal forms and little words."""
    plain = slugify(name, max_length=200)
    return " ".join(part for part in _FORMS.sub(" ", plain.replace("-", " ")).split() if part)


def _street(street: str) -> str:
    plain = slugify(street, max_length=150).replace("strasse", "str").replace("-", "")
    return plain if any(sign.isdigit() for sign in plain) else ""


def _host(website: str) -> str:
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    return host if "." in host else ""


def facts_of(values: Mapping[str, Any], points: Iterable[Mapping[str, Any]] = ()) -> Facts:
    """From rows, forms or registrations; `points` hold street, postal_code, phone and email."""
    everything = [values, *points]
    return Facts(
        name=plain_name(str(values.get("name") or "")),
        phones=frozenset(filter(None, (phone_digits(str(row.get("phone") or "")) for row in everything))),
        emails=frozenset(filter(None, (str(row.get("email") or "").lower() for row in everything))),
        hosts=frozenset(filter(None, (_host(str(row.get("website") or "")) for row in everything))),
        addresses=frozenset(
            (street, str(row.get("postal_code") or ""))
            for row in everything
            if (street := _street(str(row.get("street") or "")))
        ),
    )


def compare(wanted: Facts, held: Facts) -> tuple[float, tuple[str | Promise, ...]]:
    """(score, reasons): 0 and none when nothing speaks for it. An address alone does not: houses hold many."""
    reasons: list[str | Promise] = []
    likeness = _likeness(wanted.name, held.name)
    score = 0.0
    if likeness >= ALIKE:
        score, reasons = likeness, [_("similar name")]
    if wanted.phones & held.phones:
        score, reasons = score + 0.8, [*reasons, _("same telephone")]
    if wanted.emails & held.emails:
        score, reasons = score + 0.8, [*reasons, _("same e-mail address")]
    if wanted.hosts & held.hosts:
        score, reasons = score + 0.4, [*reasons, _("same website")]
    if wanted.addresses & held.addresses:
        score, reasons = score + (0.4 if likeness >= 0.5 else 0.2), [*reasons, _("same address")]
    return (score, tuple(reasons)) if score >= 0.6 else (0.0, ())


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    words, theirs = set(one.split()), set(other.split())
    if not words & theirs and abs(len(one) - len(other)) > 4:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return len(words & theirs) / max(len(words | theirs), 1)
    return matcher.ratio()


def held_facts(tenant: Tenant) -> dict[int, tuple[str, Facts]]:
    """Name and facts of each open entry of the tenant, by id; two queries."""
    points: dict[int, list[dict[str, Any]]] = {}
    columns = ("organisation_id", "street", "postal_code", "phone", "email", "website")
    for row in ContactPoint.objects.with_scope(tenant=tenant).order_by("pk").values(*columns):
        points.setdefault(row["organisation_id"], []).append(row)
    rows = (
        Organisation.objects.with_scope(tenant=tenant)
        .filter(closed_on__isnull=True)
        .order_by("pk")
        .values("pk", "name", "phone", "email", "website")
    )
    return {row["pk"]: (row["name"], facts_of(row, points.get(row["pk"], []))) for row in rows}


def similar_to(tenant: Tenant, wanted: Facts, *, without: int | None = None) -> list[Similar]:
    """The most similar open entries of the tenant, best first."""
    found = []
    for pk, (name, held) in held_facts(tenant).items():
        score, reasons = compare(wanted, held) if pk != without else (0.0, ())
        if reasons:
            found.append(Similar(pk, name, score, reasons))
    return sorted(found, key=lambda item: (-item.score, item.name, item.pk))[:MOST]


def similar_organisations(organisation: Organisation) -> list[Similar]:
    """Others of the same portal that may be this one; its contact points count too."""
    held = held_facts(organisation.tenant)
    own = held.get(organisation.pk)
    wanted = own[1] if own else facts_of({"name": organisation.name})
    return similar_to(organisation.tenant, wanted, without=organisation.pk)
