"""What the pages of a plan show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from umsicht.offers.queries.wording import euros
from umsicht.planning.interfaces import wording
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.clashes import Clash, clashes
from umsicht.planning.queries.coverage import Covered, coverage
from umsicht.planning.queries.months import months
from umsicht.planning.queries.reading import Item, Reading, read
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.kept import chosen
from umsicht.web.public.plan import drawing

_TOPIC_PARAM = {Scheme.PROBLEM_FIELD.value: "thema", Scheme.TOPIC.value: "bereich"}


@dataclass(frozen=True)
class Shown:
    """One entry of the list."""

    item: Item
    when: str
    pays: str
    length: str
    notes: list[Clash]
    url: str  # of its form; "" on pages for reading


@dataclass(frozen=True)
class Missing:
    topic: Covered
    url: str


def plan_url(portal: Portal, key: str, more: str = "") -> str:
    return portal.url(f"jahresplan/{key}" + (f"/{more}" if more else ""))


def view_url(portal: Portal, plan: SchoolPlan, more: str = "") -> str:
    return portal.url(f"jahresplan/ansicht/{plan.share_key}" + (f"/{more}" if more else ""))


def of_plan(plan: SchoolPlan, portal: Portal, *, key: str = "") -> dict[str, Any]:
    """The context of the parts that the private page, the page for reading and the office's page share."""
    reading, words = read(plan), catalogue(portal.tenant)
    found = clashes(reading)
    noted: dict[int, list[Clash]] = {}
    for clash in found:
        for item in clash.items:
            noted.setdefault(item.entry.pk, []).append(clash)
    covered = coverage(plan, reading.items, words)
    return {
        "plan": plan,
        "reading": reading,
        "name": wording.name(plan),
        "facts": wording.facts(plan, words),
        "items": [_shown(item, noted, portal, key) for item in reading.items],
        "to_do": [clash for clash in found if not clash.is_hint],
        "hours": wording.hours(reading.minutes) or "–",
        "total": euros(reading.total.total),
        "payers": wording.payers(reading),
        "open_costs": wording.open_costs(reading.total),
        "coverage": covered,
        "missing": [Missing(topic, _offers_url(portal, plan, topic)) for topic in covered.missing],
        "calendar": drawing.year(months(reading)),
        "legend": drawing.legend(),
    }


def _shown(item: Item, noted: dict[int, list[Clash]], portal: Portal, key: str) -> Shown:
    return Shown(
        item=item,
        when=wording.when(item),
        pays=wording.share_text(item.share) if item.offer is not None else "",
        length=wording.hours(item.minutes),
        notes=noted.get(item.entry.pk, []),
        url=plan_url(portal, key, f"eintrag/{item.entry.pk}") if key else "",
    )


def _offers_url(portal: Portal, plan: SchoolPlan, topic: Covered) -> str:
    grade = f"&klasse={plan.grade}" if plan.grade is not None else ""
    return portal.url("angebote") + f"?{_TOPIC_PARAM[topic.scheme]}={topic.code}{grade}"


def enquiry_url(portal: Portal, reading: Reading) -> str:
    """The form that asks several providers at once, with the plan's public offers of this town; "" without any."""
    ids = [item.offer.pk for item in reading.items if item.offer is not None]
    own = [item.offer.pk for item in reading.items if item.offer and item.offer.tenant_id == portal.tenant.pk]
    wanted = list(dict.fromkeys(own or ids))
    return portal.url("anfrage") + chosen.query(wanted) if wanted else ""


def addresses(request: HttpRequest, plan: SchoolPlan, portal: Portal, key: str) -> dict[str, Any]:
    """The links of the private page."""
    return {
        "own_url": frame.absolute(plan_url(portal, key)),
        "share_url": frame.absolute(view_url(portal, plan)),
        "plan_url": plan_url(portal, key),
        "files_url": plan_url(portal, key, "plan"),
        "subscribe_url": frame.absolute(view_url(portal, plan, "plan.ics")),
    }
