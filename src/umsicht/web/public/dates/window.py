"""What the address of the dates page says, read tolerantly, and the dates that fit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django_scopes import scope

from umsicht.core import clock
from umsicht.offers.queries import dates, offers
from umsicht.offers.queries.dates import OfferDate
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue
from umsicht.web.public.finder import scope_of
from umsicht.web.public.frame import Portal
from umsicht.web.public.home.parts import STEADY

_MONTH = re.compile(r"20[2-9][0-9]-(?:0[1-9]|1[0-2])", re.ASCII)
AHEAD_DAYS = 366


@dataclass(frozen=True)
class Window:
    """`month` is the first day of the month shown; None shows what is left of this month and the next one.

    Without `steady`, running consultation hours are left out.
    """

    month: dt.date | None = None
    topic: str = ""
    audience: str = ""
    steady: bool = False
    page: str = "1"

    @classmethod
    def read(cls, query: QueryDict, words: Catalogue) -> Window:
        text = query.get("monat", "")
        month = dt.date.fromisoformat(f"{text}-01") if _MONTH.fullmatch(text) else None
        topic, audience = query.get("thema", ""), query.get("fuer", "")
        return cls(
            month=month if month is not None and month >= _this_month() else None,
            topic=topic if _known(words, topic) else "",
            audience=audience if words.get(Scheme.AUDIENCE, audience) else "",
            steady=query.get("art") == "alle",
            page=query.get("seite", "1"),
        )

    @property
    def first(self) -> dt.date:
        return self.month or _this_month()

    @property
    def later(self) -> dt.date:
        """The first month that is not shown."""
        return _next(self.month) if self.month else _next(_next(_this_month()))

    @property
    def earlier(self) -> dt.date | None:
        """The month before, None for the beginning: what has passed is not shown."""
        before = (self.first - dt.timedelta(days=1)).replace(day=1)
        return before if before >= _this_month() else None

    def query(self, *, steady: bool | None = None, **changes: dt.date | None) -> str:
        """The address's parameters; query(month=…) for another month, query(month=None) for none."""
        month = changes.get("month", self.month)
        every = self.steady if steady is None else steady
        pairs = [
            ("monat", f"{month:%Y-%m}" if month else ""),
            ("thema", self.topic),
            ("fuer", self.audience),
            ("art", "alle" if every else ""),
        ]
        kept = [(name, value) for name, value in pairs if value]
        return f"?{urlencode(kept)}" if kept else ""

    def fits(self, item: OfferDate, codes: Collection[str]) -> bool:
        """`codes`: the topic asked for with everything below it."""
        offer = item.offer
        if not self.steady and set(offer.formats) <= STEADY:
            return False
        if self.audience and self.audience not in offer.audiences:
            return False
        return not codes or bool(set(codes) & {*offer.problem_fields, *offer.topics})


def _this_month() -> dt.date:
    return clock.today().replace(day=1)


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=32)).replace(day=1)


def _known(words: Catalogue, code: str) -> bool:
    return words.get(Scheme.PROBLEM_FIELD, code) is not None or words.get(Scheme.TOPIC, code) is not None


def with_below(words: Catalogue, code: str) -> set[str]:
    """A topic and the fields below it; empty for no topic."""
    if not code:
        return set()
    below = [child.code for child in words.children(Scheme.PROBLEM_FIELD, code)]
    return {code, *(deep for child in below for deep in with_below(words, child))}


def _between(portal: Portal, since: dt.datetime, until: dt.datetime, *, per_offer: int) -> list[OfferDate]:
    """Dates of this portal; on the alliance's those of every town that takes part."""
    across = scope_of(portal) if portal.is_alliance else None
    with scope(tenant=sorted(across)) if across is not None else nullcontext():
        found = offers.published(across) if across is not None else None
        return dates.dates_between(since, until, found, per_offer=per_offer)


def in_month(portal: Portal, window: Window, words: Catalogue) -> list[OfferDate]:
    """From today, or from the first of a later month, to the end of what the window shows."""
    since = max(clock.now(), clock.at(window.first, dt.time()))
    until = clock.at(window.later, dt.time())
    codes = with_below(words, window.topic)
    return [item for item in _between(portal, since, until, per_offer=31) if window.fits(item, codes)]


def upcoming(portal: Portal, window: Window, words: Catalogue) -> list[OfferDate]:
    """The next date of each offer in the coming year, for calendar and feed."""
    now = clock.now()
    codes = with_below(words, window.topic)
    found = _between(portal, now, now + dt.timedelta(days=AHEAD_DAYS), per_offer=1)
    return [item for item in found if window.fits(item, codes)]
