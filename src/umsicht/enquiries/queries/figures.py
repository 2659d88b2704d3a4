"""How fast a provider answers, and what institutions tell of an offer. Figures only where enough answers stand behind."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.core.memory import Memory
from umsicht.enquiries.enums import ShownState
from umsicht.enquiries.models import Experience, ExperienceComment, Reply
from umsicht.enquiries.models.experience import RATINGS
from umsicht.tenancy.models import Tenant

FEWEST = 3
"""Answers behind a figure: below it nothing is shown, neither figures nor words."""
LOOK_BACK = dt.timedelta(days=365)
MAX_WORDS = 10


@dataclass(frozen=True)
class Words:
    """What somebody told, with the provider's reply when it was checked."""

    text: str
    held_in: dt.date
    comment: str = ""


@dataclass(frozen=True)
class Told:
    """Averages of 1 to 4 per question of models.experience.RATINGS, and how many answers stand behind them."""

    count: int
    averages: Mapping[str, float]
    since: dt.date
    until: dt.date
    words: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Figures:
    reply_days: Mapping[int, int] = field(default_factory=dict)  # provider → days, rounded up
    offers_told: frozenset[int] = frozenset()  # offers with enough experience to show


_held: Memory[Figures] = Memory(128)


def figures(tenant: Tenant) -> Figures:
    """Of one tenant, at most an hour old: two queries once, none after that."""
    version = (tenant.content_version, int(clock.now().timestamp()) // 3600)
    held = _held.get(tenant.pk, version)
    if held is not None:
        return held
    return _held.keep(tenant.pk, version, Figures(reply_days(tenant), _offers_told(tenant)))


def reply_days(tenant: Tenant, today: dt.date | None = None) -> dict[int, int]:
    """Provider → median days from enquiry to first answer over a year, at least three answers; part of a day counts whole."""
    since = clock.day_bounds((today or clock.today()) - LOOK_BACK)[0]
    rows = (
        Reply.objects.with_scope(tenant=tenant)
        .filter(asked_at__gte=since, answered_at__isnull=False)
        .values_list("provider_id", "asked_at", "answered_at")
    )
    spans: dict[int, list[float]] = {}
    for provider_id, asked_at, answered_at in rows:
        spans.setdefault(provider_id, []).append((answered_at - asked_at).total_seconds() / 86_400)
    return {
        provider_id: max(1, int(-(-statistics.median(found) // 1)))
        for provider_id, found in spans.items()
        if len(found) >= FEWEST
    }


def reply_text(days: int | None) -> str:
    """ "antwortet meist innerhalb von 3 Tagen"; "" when too little is known."""
    if days is None:
        return ""
    if days == 1:
        return _("usually answers within a day")
    if days > 14:
        return _("usually takes longer than two weeks to answer")
    return ngettext("usually answers within %(days)s day", "usually answers within %(days)s days", days) % {
        "days": days
    }


def _offers_told(tenant: Tenant) -> frozenset[int]:
    rows = Experience.objects.with_scope(tenant=tenant).order_by().values("offer_id").annotate(n=Count("pk"))
    return frozenset(row["offer_id"] for row in rows if row["n"] >= FEWEST)


def told_of(tenant: Tenant, offer_id: int) -> Told | None:
    """What is shown of an offer; None below three answers. One query for figures, one for words; none mostly."""
    if offer_id not in figures(tenant).offers_told:
        return None
    rows = Experience.objects.with_scope(tenant=tenant).filter(offer_id=offer_id)
    found: dict[str, Any] = rows.aggregate(n=Count("pk"), **{name: Avg(name) for name in RATINGS})
    if found["n"] < FEWEST:
        return None
    months = sorted(rows.values_list("held_in", flat=True))
    return Told(
        count=found["n"],
        averages={name: float(found[name]) for name in RATINGS},
        since=months[0],
        until=months[-1],
        words=_words(tenant, offer_id),
    )


def _words(tenant: Tenant, offer_id: int) -> tuple[Words, ...]:
    shown = (
        Experience.objects.with_scope(tenant=tenant)
        .filter(offer_id=offer_id, state=ShownState.SHOWN)
        .select_related("comment")
        .order_by("-held_in", "-pk")[:MAX_WORDS]
    )
    return tuple(Words(experience.text, experience.held_in, _comment(experience)) for experience in shown)


def _comment(experience: Experience) -> str:
    comment: ExperienceComment | None = getattr(experience, "comment", None)
    return comment.text if comment is not None and comment.state == ShownState.SHOWN else ""
