"""Three questions, one page each; every answer stands in the address, so that the result can be passed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.offers.queries import wording
from umsicht.places.queries.atlas import atlas
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.pagecache import depends_on
from umsicht.web.public import finder, frame, gaps, helplines
from umsicht.web.public.frame import Portal
from umsicht.web.public.need.tree import Situation, Where, Who, tree
from umsicht.web.public.offer import labels

SHOWN = 6


@dataclass(frozen=True)
class Answer:
    """An answer already given, and where to change it."""

    question: str
    text: str
    url: str


@dataclass(frozen=True)
class Option:
    """An answer to choose from."""

    label: str
    url: str
    hint: str = ""
    icon: str = ""


def _crumbs(portal: Portal) -> list[Link]:
    return [Link(_("Three questions"), portal.url("wobei"))]


def _who(code: str) -> Who:
    found = tree().who.get(code)
    if found is None:
        raise NotFound
    return found


def _situation(who: Who, code: str) -> Situation:
    found = tree().situations.get(code)
    if found is None or who.code not in found.who:
        raise NotFound
    return found


@require_safe
def who(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """First question: who is it about?"""
    portal = frame.portal_of(request)
    options = [
        Option(item.label, portal.url(f"wobei/{item.code}"), item.hint, item.icon)
        for item in tree().who.values()
    ]
    values = {"number": 1, "question": _("Who is it about?"), "options": options, "answers": []}
    return frame.page(request, "public/need/question.html", values, crumbs=_crumbs(portal))


@require_safe
def what(request: HttpRequest, who: str, municipality: str = "") -> HttpResponse:
    """Second question: what happened?"""
    portal, person = frame.portal_of(request), _who(who)
    options = [
        Option(item.label(who), portal.url(f"wobei/{who}/{item.code}")) for item in tree().situations_for(who)
    ]
    values = {
        "number": 2,
        "question": _("What happened, or what worries you?"),
        "options": options,
        "answers": _answers(portal, person),
    }
    return frame.page(request, "public/need/question.html", values, crumbs=_crumbs(portal))


@require_safe
def where(request: HttpRequest, who: str, what: str, municipality: str = "") -> HttpResponse:
    """Third question: where? An urgent notice already stands here: nobody in danger must click on."""
    portal, person = frame.portal_of(request), _who(who)
    situation = _situation(person, what)
    path, places = portal.url(f"wobei/{who}/{what}"), tree().places_for(situation)
    values = {
        "number": 3,
        "question": _("Where does it happen?"),
        "options": [Option(item.label, f"{path}/{item.code}") for item in places],
        "answers": _answers(portal, person, situation),
        "urgent": _urgent(situation, ""),
    }
    return frame.page(request, "public/need/question.html", values, crumbs=_crumbs(portal))


def _answers(
    portal: Portal, who: Who, what: Situation | None = None, where: Where | None = None
) -> list[Answer]:
    found = [Answer(_("Who"), who.label, portal.url("wobei"))]
    if what is not None:
        found.append(Answer(_("What"), what.label(who.code), portal.url(f"wobei/{who.code}")))
    if what is not None and where is not None:
        found.append(Answer(_("Where"), where.label, portal.url(f"wobei/{who.code}/{what.code}")))
    return found


@dataclass(frozen=True)
class UrgentHelp:
    title: str
    text: str
    lines: tuple[helplines.Line, ...]


def _urgent(situation: Situation, where: str) -> UrgentHelp | None:
    notice = tree().notice(situation, where)
    if notice is None:
        return None
    return UrgentHelp(notice.title, notice.text, tuple(helplines.lines(notice.lines)))


@require_safe
def result(request: HttpRequest, who: str, what: str, where: str, municipality: str = "") -> HttpResponse:
    """Where the three answers lead: help at once, a first step, topics, offers with the reason for each."""
    depends_on(request, "index", "state")
    portal, person = frame.portal_of(request), _who(who)
    situation = _situation(person, what)
    place = tree().where.get(where)
    if place is None or where not in situation.where:
        raise NotFound
    words = catalogue(portal.tenant)
    district = request.GET.get("stadtteil", "")
    district = district if atlas(portal.tenant).district(district) else ""
    values = _values(portal, words, person, situation, place, district)
    gaps.note_need(request, portal.tenant, situation, district, values["on_topic"])
    return frame.page(
        request,
        "public/need/result.html",
        values,
        crumbs=_crumbs(portal),
        robots="noindex" if request.GET else "",
    )


def _values(
    portal: Portal, words: Catalogue, who: Who, situation: Situation, where: Where, district: str
) -> dict[str, Any]:
    topics = tuple(dict.fromkeys((*situation.topics, *where.topics)))
    wanted = finder.Wanted(
        text=situation.query,
        fields=situation.fields,
        topics=topics,
        audiences=situation.audiences,
        settings=where.settings,
        formats=situation.formats,
        prefer=who.prefer,
        avoid=who.avoid,
        district=district,
    )
    matches = finder.matching(portal, wanted, limit=SHOWN)
    notice = _urgent(situation, where.code)
    shown_lines = {line.code for line in notice.lines} if notice else set()
    return {
        "situation": situation,
        "heading": situation.label(who.code),
        "answers": _answers(portal, who, situation, where),
        "urgent": notice,
        "tip": situation.tip,
        "matches": [_shown(match, words, portal) for match in matches],
        "on_topic": [bool(match.topics) for match in matches],
        "topics": _topics(portal, words, (*situation.fields, *topics)),
        "lines": [line for line in helplines.lines(situation.lines) if line.code not in shown_lines],
        "districts": [(item.key, item.name) for item in atlas(portal.tenant).districts],
        "district": district,
        "search_url": _search_url(portal, situation),
    }


@dataclass(frozen=True)
class Shown:
    title: str
    url: str
    summary: str
    facts: str
    why: str
    demo: bool


def _shown(match: finder.Match, words: Catalogue, portal: Portal) -> Shown:
    """An offer with the reason in words: topics and people it shares with the answers."""
    row = match.row
    entries = [entry for code in match.topics[:2] if (entry := labels.topic_entry(words, code)) is not None]
    reasons = [labels.joined(f"„{labels.plain(entry)}“" for entry in entries)]
    if match.audiences:
        reasons.append(
            _("for %(people)s")
            % {"people": labels.joined(labels.of(words, Scheme.AUDIENCE, match.audiences[:2]))}
        )
    if match.near:
        reasons.append(_("in your district"))
    town = [row["tenant__name"]] if portal.is_alliance else []
    place = wording.place_text(
        row["place_modes"], area=row["area_name"], venue=row["venue"], radius_km=row["radius_km"]
    )
    facts = [*town, place, wording.cost_summary(row["costs"])]
    return Shown(
        title=row["title"],
        url=f"/{row['tenant__slug']}/angebote/{row['slug']}",
        summary=row["summary"],
        facts=", ".join(part for part in facts if part),
        why=", ".join(reason for reason in reasons if reason),
        demo=row["is_demo"],
    )


def _topics(portal: Portal, words: Catalogue, codes: Iterable[str]) -> list[Link]:
    entries = [labels.topic_entry(words, code) for code in dict.fromkeys(codes)]
    return [
        Link(labels.plain(entry), portal.url(f"themen/{entry.code}"))
        for entry in entries
        if entry is not None
    ]


def _search_url(portal: Portal, situation: Situation) -> str:
    pairs = [("thema", code) for code in situation.fields] or [("bereich", code) for code in situation.topics]
    return f"{portal.url('angebote')}?{urlencode(pairs)}"
