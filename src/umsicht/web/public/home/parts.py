"""What several start pages share: entries by situation, frequent searches, topics, dates, freshness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.directory.queries import hours
from umsicht.offers.queries import wording
from umsicht.offers.queries.counts import Freshness
from umsicht.offers.queries.dates import OfferDate
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, Entry
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer import labels

ONLINE_TOPIC = "medien-online"


@dataclass(frozen=True)
class Need:
    """One entry by situation, as the needs component takes it."""

    icon: str
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class DateItem:
    """One date, as the dates component takes it."""

    day: Any
    url: str
    title: str
    text: str
    demo: bool


def needs(portal: Portal) -> list[Need]:
    """The six reasons for which people come."""
    rows = (
        ("school", _("I work at a school"), _("Project day, evening for parents or advice after an incident"), "wobei/gruppe"),
        ("child", _("I worry about my child"), _("Arguments, phone, drugs: advice for parents"), "wobei/kind"),
        ("hand", _("Something happened to me"), _("Help for victims, reporting, confidential advice"), "wobei/ich"),
        ("lamp", _("A place worries me"), _("Noise, dark corners, conflicts: who listens and acts"), "wobei/ort"),
        ("lock", _("I want to protect myself"), _("Burglary, fraud by phone, safety online"), "themen/alltagskriminalitaet"),
        ("club", _("We offer prevention"), _("How your offer gets onto these pages"), "anbieter#mitmachen"),
    )  # fmt: skip
    if portal.is_alliance:
        rows = (
            *rows[:5],
            ("club", _("We offer prevention"), _("Ask the town in which you work"), "kommunen"),
        )
    return [Need(icon, title, text, portal.url(path)) for icon, title, text, path in rows]


def searches(portal: Portal) -> list[Link]:
    """Searches in the words of residents (always German: so are the entries)."""
    words = ("Mobbing in der Klasse", "Anruf vom falschen Polizisten", "mein Kind kifft", "Einbruchschutz")
    return [Link(text, f"{portal.url('angebote')}?{urlencode({'q': text})}") for text in words]


def top_topics(catalogue: Catalogue) -> list[Entry]:
    """The themes people know: the top level of the problem fields, and the topic everybody asks for."""
    found = catalogue.children(Scheme.PROBLEM_FIELD)
    online = catalogue.get(Scheme.TOPIC, ONLINE_TOPIC)
    return [*found, *([online] if online is not None and online.is_current() else [])]


def topic_links(portal: Portal, entries: Iterable[Entry], counts: dict[str, int] | None) -> list[Link]:
    return [
        Link(
            labels.plain(entry),
            portal.url(f"themen/{entry.code}"),
            count=None if counts is None else counts.get(entry.code, 0),
        )
        for entry in entries
    ]


def time_text(item: OfferDate) -> str:
    return hours.clock_text(item.starts_at)


# Forms that run all the time; events come first where few dates are shown.
STEADY = {"beratung", "sprechstunde", "begleitung", "gruppe", "online"}


def events_first(found: Sequence[OfferDate], limit: int) -> list[OfferDate]:
    """The next events in order; steady consultation hours only fill up what is left."""
    events = [item for item in found if not set(item.offer.formats) <= STEADY][:limit]
    rest = [item for item in found if item not in events][: limit - len(events)]
    return sorted([*events, *rest], key=lambda item: item.starts_at)


def date_items(found: Sequence[OfferDate], portal: Portal) -> list[DateItem]:
    """Dates with what one must know to go there: time, place, cost."""
    items = []
    for item in found:
        offer = item.offer
        town = offer.tenant.name if portal.is_alliance else ""
        place = wording.place_text(offer.place_modes, area=offer.area_name, venue=offer.venue)
        facts = (time_text(item), town, place, wording.cost_summary(offer.costs))
        text = ", ".join(part for part in facts if part)
        url = f"/{offer.tenant.slug}/angebote/{offer.slug}"
        items.append(DateItem(clock.local(item.starts_at), url, offer.title, text, offer.is_demo))
    return items


@dataclass(frozen=True)
class FreshBar:
    """The bar of fresh, overdue and unconfirmed offers: x and width of each part on a scale of 480."""

    parts: tuple[tuple[int, float, float, str], ...]  # class number, x, width, words
    title: str
    text: str
    as_of: str


def fresh_bar(counts: Freshness) -> FreshBar | None:
    """None where there is nothing to count."""
    total = counts.confirmed + counts.overdue + counts.never + counts.paused
    if not total:
        return None
    rows = [
        (1, counts.confirmed, _("%(count)s confirmed") % {"count": counts.confirmed}),
        (2, counts.overdue, _("%(count)s overdue") % {"count": counts.overdue}),
        (
            3,
            counts.never + counts.paused,
            _("%(count)s never confirmed or paused") % {"count": counts.never + counts.paused},
        ),
    ]
    parts, x = [], 0.0
    for number, count, words in rows:
        width = round(480 * count / total, 1)
        parts.append((number, x, max(width - 2, 0) if width else 0, words))
        x = round(x + width, 1)
    text = ngettext(
        "The provider has confirmed %(confirmed)s of %(total)s offer in the last 90 days.",
        "Providers have confirmed %(confirmed)s of %(total)s offers in the last 90 days.",
        counts.total,
    ) % {"confirmed": counts.confirmed, "total": counts.total}
    return FreshBar(
        tuple(part for part in parts if part[2]),
        ", ".join(words for _n, count, words in rows if count),
        text,
        date_format(clock.today(), "d.m.Y"),
    )
