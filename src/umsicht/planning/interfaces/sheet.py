"""A plan on paper: PDF/UA on A4. The months are a picture; the table below says the same in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Block, Meta, blocks, pdf
from umsicht.core.documents.meta import ACCENT
from umsicht.planning.enums import Cover
from umsicht.planning.interfaces import wording
from umsicht.planning.queries.clashes import Clash
from umsicht.planning.queries.coverage import Coverage
from umsicht.planning.queries.months import Day, Month, months
from umsicht.planning.queries.reading import Item, Reading
from umsicht.ui.markup import day as written
from umsicht.vocabulary.queries.catalogue import Catalogue

TEMPLATE = "planning/documents/plan.typ"


@dataclass(frozen=True)
class About:
    """Whose portal the plan was made on, and the line that says where its facts come from."""

    portal: str
    office: str
    source: str
    accent: str = ""


def today() -> str:
    return written(clock.today())


def of_plan(
    reading: Reading,
    clashes: Iterable[Clash],
    coverage: Coverage,
    words: Catalogue,
    about: About,
    absolute: Callable[[str], str],
) -> bytes:
    """Title, sums, months, list, what does not fit, topics. Holds no address under which the plan can be changed."""
    is_demo = reading.plan.is_demo or any(
        item.offer is not None and item.offer.is_demo for item in reading.items
    )
    meta = Meta(
        title=wording.name(reading.plan),
        author=about.office,
        date=clock.today(),
        language=(get_language() or "de")[:2] if (get_language() or "de")[:2] in {"de", "en"} else "de",
        subject=wording.facts(reading.plan, words),
        letterhead=(about.portal, about.office),
        marking=_("Contains made-up demo entries") if is_demo else "",
        source_line=about.source,
        accent=about.accent or ACCENT,
    )
    content = {
        "sums": [blocks.facts(_sums(reading))],
        "months": [_month(month) for month in months(reading)],
        "legend": [
            ["on", _("day with an offer")],
            ["week", _("week with an offer")],
            ["break", _("school holidays")],
            ["holiday", _("public holiday")],
        ],
        "parts": [*_list(reading, absolute), *_clashes(clashes), *_days_off(reading), *_topics(coverage)],
    }
    return pdf(TEMPLATE, content, meta=meta)


def _sums(reading: Reading) -> list[tuple[str, str]]:
    lessons = _("%(hours)s, that is %(lessons)s lessons of 45 minutes") % {
        "hours": wording.hours(reading.minutes),
        "lessons": reading.lessons,
    }
    return [
        (_("Offers"), str(len(reading.items))),
        (_("Time needed"), lessons if reading.minutes else ""),
        *wording.payers(reading),
        (_("Please note"), " ".join(wording.open_costs(reading.total))),
    ]


def _month(month: Month) -> dict[str, Any]:
    return {
        "name": date_format(month.first, "F Y"),
        "heads": [str(WEEKDAYS_ABBR[n])[:2] for n in range(7)],
        "cells": [_cell(day) for week in month.weeks for day in week],
    }


def _cell(day: Day | None) -> dict[str, str] | None:
    if day is None:
        return None
    kind = day.free
    if day.items:
        kind = "many" if len(day.items) > 1 else "on"
    elif day.week and day.day.weekday() < 5:
        kind = "week"
    return {"number": str(day.day.day), "kind": kind}


def _list(reading: Reading, absolute: Callable[[str], str]) -> list[Block]:
    if not reading.items:
        return [blocks.heading(_("Offers")), blocks.paragraph(_("There is no offer in this plan yet."))]
    columns = [
        blocks.Column(_("When"), width=1.6),
        blocks.Column(_("Offer"), width=2.4),
        blocks.Column(_("Time needed"), width=0.9),
        blocks.Column(_("Who pays"), width=1.4),
    ]
    rows = [
        [wording.when(item), _offer(item, absolute), wording.hours(item.minutes), _pays(item)]
        for item in reading.items
    ]
    return [blocks.heading(_("Offers by date")), blocks.table(columns, rows)]


def _offer(item: Item, absolute: Callable[[str], str]) -> blocks.Inline:
    if item.offer is None:
        return f"{item.title} – " + _("no longer public")
    return [
        *blocks.link(absolute(item.url), item.title),
        {"kind": "text", "text": f", {item.offer.provider.name}"},
    ]


def _pays(item: Item) -> str:
    return wording.share_text(item.share) if item.offer is not None else ""


def _clashes(clashes: Iterable[Clash]) -> list[Block]:
    found = [
        f"{clash.items[0].title}: {clash.text}" if len(clash.items) == 1 else clash.text for clash in clashes
    ]
    return [blocks.notice(_("What does not fit yet"), blocks.bullets(found))] if found else []


def _days_off(reading: Reading) -> list[Block]:
    rows = [
        f"{item.name}: {written(item.first)}" + (f" – {written(item.last)}" if item.last > item.first else "")
        for item in reading.year.breaks
    ]
    return [blocks.heading(_("School holidays in Saxony")), blocks.bullets(rows)]


def _topics(coverage: Coverage) -> list[Block]:
    lines = [
        (str(Cover(cover).label), ", ".join(topic.label for topic in found))
        for cover, found in (
            (Cover.WELL, coverage.well),
            (Cover.ONCE, coverage.once),
            (Cover.MISSING, coverage.missing),
        )
    ]
    return [blocks.heading(_("Topics")), blocks.facts(lines)] if any(text for _term, text in lines) else []
