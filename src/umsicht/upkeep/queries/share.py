"""How fresh a town's offers are, for everybody to see. Only real confirmations count, and nobody is named."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from umsicht.core import clock
from umsicht.core.memory import Memory
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.freshness import CONFIRM_AFTER_DAYS
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Entry, catalogue

STEPS: tuple[tuple[str, int], ...] = (
    ("30", 30),
    ("60", 60),
    ("90", CONFIRM_AFTER_DAYS),
    ("180", 180),
    ("365", 365),
    ("aelter", 10**6),
)
NEVER = "nie"
SMALL = 5
"""Topics with fewer offers are not told apart, because one could see whose they are."""


@dataclass(frozen=True)
class TopicShare:
    """`confirmed` is None where there are too few offers to say."""

    code: str
    total: int
    confirmed: int | None


@dataclass(frozen=True)
class Share:
    """`steps`: offers by the age of their last confirmation. `providers`: (all fresh, some, none)."""

    as_of: dt.date
    total: int
    confirmed: int
    median_days: int | None
    steps: Mapping[str, int]
    topics: tuple[TopicShare, ...]
    providers: tuple[int, int, int]
    lowered: int
    hidden: int

    @property
    def share(self) -> float | None:
        return self.confirmed / self.total if self.total else None


_held: Memory[Share] = Memory(500)


def share(tenant: Tenant) -> Share:
    """Of one town; two queries, kept under its content version and the day."""
    version = (tenant.content_version, clock.today())
    held = _held.get(tenant.pk, version)
    return held or _held.keep(tenant.pk, version, _count(tenant, clock.today()))


def _count(tenant: Tenant, today: dt.date) -> Share:
    rows = list(
        Offer.objects.with_scope(tenant=tenant)
        .filter(state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True)
        .order_by("provider_id")
        .values_list("provider_id", "confirmed_on", "problem_fields", "stale_on")
    )
    themes = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD)
    ages = [
        (today - confirmed).days for _provider, confirmed, _fields, _stale in rows if confirmed is not None
    ]
    return Share(
        as_of=today,
        total=len(rows),
        confirmed=sum(age <= CONFIRM_AFTER_DAYS for age in ages),
        median_days=round(median(ages)) if ages else None,
        steps=_steps(ages, len(rows) - len(ages)),
        topics=_topics(
            (_themes(fields, themes), _fresh(confirmed, today)) for _p, confirmed, fields, _s in rows
        ),
        providers=_providers([(provider, _fresh(confirmed, today)) for provider, confirmed, _f, _s in rows]),
        lowered=sum(stale is not None for *_rest, stale in rows),
        hidden=_hidden(tenant),
    )


def _fresh(confirmed: dt.date | None, today: dt.date) -> bool:
    return confirmed is not None and (today - confirmed).days <= CONFIRM_AFTER_DAYS


def _steps(ages: Iterable[int], never: int) -> dict[str, int]:
    found = Counter(next(key for key, most in STEPS if age <= most) for age in ages)
    return {key: found[key] for key, _most in STEPS} | {NEVER: never}


def _themes(fields: Iterable[str], known: Mapping[str, Entry]) -> set[str]:
    """The top level, which people know; a field that is no term any more is left out."""
    return {known[code].parent or code for code in fields if code in known}


def _topics(rows: Iterable[tuple[set[str], bool]]) -> tuple[TopicShare, ...]:
    total: Counter[str] = Counter()
    fresh: Counter[str] = Counter()
    for fields, is_fresh in rows:
        total.update(fields)
        fresh.update(fields if is_fresh else ())
    return tuple(
        TopicShare(code, count, fresh[code] if count >= SMALL else None)
        for code, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))
    )


def _providers(rows: list[tuple[int, bool]]) -> tuple[int, int, int]:
    found: Counter[int] = Counter()
    for _provider, group in groupby(rows, key=lambda row: row[0]):
        fresh = [is_fresh for _p, is_fresh in group]
        found[0 if all(fresh) else 1 if any(fresh) else 2] += 1
    return found[0], found[1], found[2]


def _hidden(tenant: Tenant) -> int:
    return (
        Offer.objects.with_scope(tenant=tenant)
        .filter(state=OfferState.PAUSED, asking_round__hidden_on__isnull=False, provider__is_public=True)
        .count()
    )
