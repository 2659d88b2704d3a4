"""All topics, and one topic with what it means, who set it, what helps and what is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Precision, Scheme
from umsicht.vocabulary.queries.catalogue import PLAIN, Catalogue, Entry, catalogue
from umsicht.vocabulary.queries.terms import decision_of
from umsicht.web.pagecache import depends_on
from umsicht.web.public import finder, frame, helplines
from umsicht.web.public.frame import Portal
from umsicht.web.public.need.tree import tree
from umsicht.web.public.offer import labels
from umsicht.web.public.offer.page import related_text

LISTED = 20


@dataclass(frozen=True)
class Node:
    """A topic in the list with its fields."""

    entry: Entry
    title: str
    expert: str
    url: str
    count: int | None
    children: tuple[Node, ...] = ()


def _node(portal: Portal, words: Catalogue, entry: Entry, counts: dict[str, int] | None) -> Node:
    title, expert = labels.plain(entry), entry.label("de", context=True)
    return Node(
        entry=entry,
        title=title,
        expert="" if expert == title else expert,
        url=portal.url(f"themen/{entry.code}"),
        count=None if counts is None else counts.get(entry.code, 0),
        children=tuple(
            _node(portal, words, child, counts) for child in words.children(entry.scheme, entry.code)
        ),
    )


@require_safe
def topics(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The problem fields of the prevention councils and the further topics, each with its number of offers."""
    depends_on(request, "index", "state")
    portal = frame.portal_of(request)
    words = catalogue(portal.tenant)
    counts = finder.topic_counts(portal)
    values = {
        "themes": [_node(portal, words, entry, counts) for entry in words.children(Scheme.PROBLEM_FIELD)],
        "further": [_node(portal, words, entry, counts) for entry in words.children(Scheme.TOPIC)],
    }
    crumbs = [Link(_("Topics"), portal.url("themen"))]
    return frame.page(request, "public/topics/list.html", values, current="topics", crumbs=crumbs)


@require_safe
def topic(request: HttpRequest, code: str, municipality: str = "") -> HttpResponse:
    """One topic. An ended one says so and stays readable."""
    depends_on(request, "index", "state")
    portal = frame.portal_of(request)
    words = catalogue(portal.tenant)
    entry = labels.topic_entry(words, code)
    if entry is None:
        raise NotFound
    crumbs = [
        Link(_("Topics"), portal.url("themen")),
        *(Link(labels.plain(above), portal.url(f"themen/{above.code}")) for above in _above(words, entry)),
        Link(labels.plain(entry), portal.url(f"themen/{code}")),
    ]
    values = _values(portal, words, entry, finder.in_topic(portal, entry, limit=LISTED))
    return frame.page(request, "public/topics/topic.html", values, current="topics", crumbs=crumbs)


def _above(words: Catalogue, entry: Entry) -> list[Entry]:
    parent = words.get(entry.scheme, entry.parent) if entry.parent else None
    return [] if parent is None else [*_above(words, parent), parent]


def _values(portal: Portal, words: Catalogue, entry: Entry, found: finder.Found) -> dict[str, Any]:
    node = _node(portal, words, entry, finder.topic_counts(portal))
    param = "thema" if entry.scheme == Scheme.PROBLEM_FIELD else "bereich"
    return {
        "node": node,
        "entry": entry,
        "ended": not entry.is_current(),
        "set_by": _set_by(portal, entry),
        "offers": [(row, related_text(row, words)) for row in found.rows],
        "total": found.total,
        "search_url": f"{portal.url('angebote')}?{param}={entry.code}",
        "lay_words": entry.words[:8],
        "situations": _situations(portal, words, entry),
        "factors": labels.of(words, Scheme.FACTOR, found.factors),
        "lines": _lines(words, entry),
        "siblings": _siblings(portal, words, entry),
    }


@dataclass(frozen=True)
class SetBy:
    """What put a term into the vocabulary."""

    text: str
    since: str
    source: str


def _set_by(portal: Portal, entry: Entry) -> SetBy | None:
    decision = decision_of(portal.tenant, entry.decision) if entry.decision else None
    if decision is None:
        return None
    formats = {Precision.DAY: "%d.%m.%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
    pattern = formats.get(Precision(entry.valid_from_precision))
    since = entry.valid_from.strftime(pattern) if entry.valid_from and pattern else ""
    return SetBy(decision.label_de, since, decision.source or entry.source)


def _codes(words: Catalogue, entry: Entry) -> list[str]:
    """The topic and everything below it."""
    below = [code for child in words.children(entry.scheme, entry.code) for code in _codes(words, child)]
    return [entry.code, *below]


def _situations(portal: Portal, words: Catalogue, entry: Entry, most: int = 5) -> list[Link]:
    """Situations of the need-first path that lead here, in lay words."""
    codes = set(_codes(words, entry))
    found = [item for item in tree().situations.values() if codes & {*item.fields[:1], *item.topics[:1]}]
    return [
        Link(item.label(item.who[0]), portal.url(f"wobei/{item.who[0]}/{item.code}")) for item in found[:most]
    ]


def _lines(words: Catalogue, entry: Entry) -> list[helplines.Line]:
    """Helplines where the topic may hide an emergency: those of its situations."""
    codes = set(_codes(words, entry))
    found: list[str] = []
    for item in tree().situations.values():
        if codes & set(item.fields) and item.urgent:
            found += [*tree().urgent[item.urgent].lines, *item.lines]
    return [line for line in helplines.lines(found) if line.tel][:5]


def _siblings(portal: Portal, words: Catalogue, entry: Entry) -> list[Link]:
    related = entry.extra.get("related") or []
    near = [labels.topic_entry(words, code) for code in related]
    near += words.children(entry.scheme, entry.parent)
    shown = {
        item.code: item for item in near if item is not None and item.code != entry.code and item.is_current()
    }
    return [Link(item.label(PLAIN), portal.url(f"themen/{item.code}")) for item in list(shown.values())[:8]]
