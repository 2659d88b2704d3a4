"""Puts an offer's page together: each section as plain values, so that the template only places them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.text import truncate
from umsicht.directory.queries import hours
from umsicht.offers.enums import Availability, Booking, PlaceMode, ReportField
from umsicht.offers.models import Offer, OfferFile
from umsicht.offers.queries import dates, freshness, wording
from umsicht.offers.series import Occurrence
from umsicht.offers.values import CurriculumLink, stored
from umsicht.ui import markup as ui
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import FactorSide, Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue
from umsicht.web.public import markup
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer import attached, contact, effect, labels, place, practice

SHOWN_DATES = 6


@dataclass(frozen=True)
class CostRow:
    format: str
    text: str
    note: str


@dataclass(frozen=True)
class Lesson:
    subject: str
    grades: str
    area: str
    wording: str


@dataclass(frozen=True)
class Places:
    """The availability light with its dates in words."""

    light: str
    word: str
    text: str


def when(item: Occurrence) -> str:
    """ "Donnerstag, 26. November 2026, 18 bis 20 Uhr"."""
    start = clock.local(item.starts_at)
    begins = hours.clock_text(item.starts_at)
    text = f"{WEEKDAYS[start.weekday()]}, {date_format(start, 'DATE_FORMAT')}, "
    if item.ends_at is None:
        return text + begins
    return text + _("%(start)s to %(end)s") % {
        "start": begins.removesuffix(" Uhr"),
        "end": hours.clock_text(item.ends_at),
    }


def places(offer: Offer, catalogue: Catalogue) -> Places:
    free = freshness.free_of(offer, catalogue)
    word = catalogue.label(Scheme.AVAILABILITY, free.state)
    if free.as_of is None:
        return Places(
            freshness.light(free.state), word, _("The provider has said nothing about free places.")
        )
    values = {"day": f"{free.as_of:%d.%m.%Y}"}
    if free.state == Availability.UNKNOWN:
        return Places("unknown", word, _("Last statement of %(day)s, too old to count.") % values)
    text = _("As of %(day)s") % values
    if free.until is not None:
        text = _("As of %(day)s, valid until %(until)s") % (values | {"until": f"{free.until:%d.%m.%Y}"})
    return Places(freshness.light(free.state), word, text)


def costs(offer: Offer, catalogue: Catalogue) -> list[CostRow]:
    formats = catalogue.labels(Scheme.FORMAT)
    return [
        CostRow(formats.get(cost.format, cost.format), text, cost.note)
        for cost, text in wording.cost_lines(offer.costs)
    ]


def lessons(offer: Offer, catalogue: Catalogue) -> list[Lesson]:
    subjects = catalogue.labels(Scheme.SUBJECT)
    return [
        Lesson(
            subjects.get(link.subject, link.subject),
            wording.grade_text(link.grade_from, link.grade_to),
            link.learning_area,
            link.wording,
        )
        for link in stored(CurriculumLink, offer.curriculum)
    ]


def booking_steps(offer: Offer) -> list[str]:
    if offer.booking == Booking.DROP_IN:
        steps = [_("You need no appointment. Just come along at one of the times.")]
    elif offer.booking == Booking.REGISTRATION:
        steps = [
            _("Write or call and say which date suits you and how many people come."),
            _("The provider confirms your place."),
        ]
    else:
        steps = [
            _("Write or call and name your institution, the group and two dates that would suit you."),
            _("The provider agrees the details with you beforehand."),
            _("After that the date is fixed."),
        ]
    if offer.preparation:
        steps.append(_("To prepare: %(text)s") % {"text": offer.preparation})
    return steps


def place_text(offer: Offer, portal: Portal) -> str:
    return wording.place_text(
        offer.place_modes,
        area=offer.area_name,
        venue=offer.venue,
        radius_km=offer.radius_km,
        town=portal.place,
    )


def glance(offer: Offer, portal: Portal, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The facts beside the page, unknown ones left out by the component."""
    return [
        (_("For"), labels.audience(vars(offer), catalogue)),
        (_("Form"), labels.joined(labels.of(catalogue, Scheme.FORMAT, offer.formats))),
        (_("Duration"), wording.duration_text(offer.duration_minutes)),
        (_("Group"), wording.group_text(offer.group_min, offer.group_max)),
        (_("Costs"), wording.cost_summary(offer.costs)),
        (_("Place"), place_text(offer, portal)),
        (_("Languages"), labels.joined(labels.of(catalogue, Scheme.LANGUAGE, offer.languages))),
    ]


def access(offer: Offer, catalogue: Catalogue) -> tuple[list[str], bool]:
    """Accessibility features in words, and whether anything was stated at all."""
    stated = [code for code in offer.accessibility if code != labels.NO_STATEMENT]
    return labels.of(catalogue, Scheme.ACCESSIBILITY, stated), bool(stated)


def factors(offer: Offer, catalogue: Catalogue) -> dict[str, list[str]]:
    """Risk factors it wants to lower and protective factors it wants to strengthen (a provider's claim)."""
    found: dict[str, list[str]] = {"risk": [], "protective": []}
    for code in offer.factors:
        entry = catalogue.get(Scheme.FACTOR, code)
        side = entry.extra.get("side") if entry else None
        key = "protective" if side == FactorSide.PROTECTIVE or code.startswith("s-") else "risk"
        found[key].append(entry.label() if entry else code)
    return found


def topics(offer: Offer, portal: Portal, catalogue: Catalogue) -> list[Link]:
    found = [labels.topic_entry(catalogue, code) for code in (*offer.problem_fields, *offer.topics)]
    return [
        Link(labels.plain(entry), portal.url(f"themen/{entry.code}")) for entry in found if entry is not None
    ]


def next_dates(offer: Offer) -> list[Occurrence]:
    """One more than is shown, so that the page can say that others follow."""
    return dates.dates_of(offer, limit=SHOWN_DATES + 1) if offer.has_sessions else []


def date_lines(found: Sequence[Occurrence]) -> tuple[list[str], bool]:
    """The next dates in words, and whether there are more."""
    return [when(item) for item in found[:SHOWN_DATES]], len(found) > SHOWN_DATES


def related_text(row: dict[str, Any], catalogue: Catalogue) -> str:
    """A related offer in a few words: form, duration, cost."""
    forms = labels.joined(labels.of(catalogue, Scheme.FORMAT, row["formats"][:2]))
    parts = (forms, wording.duration_text(row["duration_minutes"]), wording.cost_summary(row["costs"]))
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Parts:
    """What the page was read from; `dates` are the next ones, a few more than shown."""

    offer: Offer
    portal: Portal
    catalogue: Catalogue
    related: Sequence[dict[str, Any]] = ()
    files: Sequence[OfferFile] = ()
    dates: Sequence[Occurrence] = ()


def values(parts: Parts) -> dict[str, Any]:
    """The template's context. Lists and tables are drawn here (public/markup.py), the template places them."""
    offer, portal, words = parts.offer, parts.portal, parts.catalogue
    return {
        "offer": offer,
        "description_text": truncate(offer.summary, 155),
        "og_title": offer.title,
        "og_description": offer.summary,
        "school_types": labels.joined(labels.of(words, Scheme.SCHOOL_TYPE, offer.school_types)),
        "settings": labels.joined(labels.of(words, Scheme.SETTING, offer.settings)),
        "level": words.get(Scheme.LEVEL, offer.level),
        "contact": contact.of_offer(offer, words),
        "effect": effect.of(offer, words),
        "map": place.picture(offer, portal),
        "duration": wording.duration_text(offer.duration_minutes),
        "provider_url": portal.url(f"anbieter/{offer.provider.slug}"),
        "comes_to_you": PlaceMode.COMES_TO_YOU in offer.place_modes,
        "documents": attached.documents(parts.files),
        "pictures": attached.pictures(parts.files),
        **_drawn(parts),
    }


def _drawn(parts: Parts) -> dict[str, Any]:
    offer, portal, words = parts.offer, parts.portal, parts.catalogue
    shown, more = date_lines(parts.dates)
    access_words, stated = access(offer, words)
    access_text = ", ".join(access_words) if stated else _("not stated, please ask")
    free = places(offer, words)
    light = format_html('{}<br><span class="um-meta">{}</span>', ui.light(free.light, free.word), free.text)
    light += practice.reply_time(offer)
    return {
        "glance": markup.facts(
            [*glance(offer, portal, words), (_("Free places"), light), (_("Accessibility"), access_text)]
        ),
        "access": access_text,
        "paragraphs": markup.paragraphs(part for part in offer.description.split("\n") if part.strip()),
        "good_to_know": markup.items(offer.good_to_know),
        "what_happens": markup.way(offer.what_happens) if offer.what_happens else "",
        "dates": markup.lines(shown) if shown else "",
        "more_dates": more,
        "costs": _cost_table(offer, words),
        "lessons": _lesson_table(offer, words),
        "booking": markup.way(booking_steps(offer)),
        "factors": factors(offer, words),
        "clocks": markup.clocks(freshness.clocks(offer)),
        "stale": freshness.stale_note(offer.confirmed_on) if offer.stale_on else "",
        "topics": markup.chips(topics(offer, portal, words)),
        "report_links": markup.items(
            markup.link(f"{portal.url('angebote')}/{offer.slug}/melden?feld={code}", label)
            for code, label in ReportField.choices
        ),
        "told": practice.told(offer),
        "related": markup.items(_related(row, portal, words) for row in parts.related),
    }


def _cost_table(offer: Offer, words: Catalogue) -> str:
    rows = [(row.format, row.text, row.note) for row in costs(offer, words)]
    return markup.table(_("Costs"), [_("Form"), _("Price"), _("Note")], rows) if rows else ""


def _lesson_table(offer: Offer, words: Catalogue) -> str:
    rows = [(row.subject, row.grades, row.area) for row in lessons(offer, words)]
    if not rows:
        return ""
    notes = dict.fromkeys(row.wording for row in lessons(offer, words) if row.wording)
    caption = ": ".join(part for part in (_("Where it fits into the curriculum"), "; ".join(notes)) if part)
    return markup.table(caption, [_("Subject"), _("Grade"), _("Learning area")], rows)


def _related(row: dict[str, Any], portal: Portal, words: Catalogue) -> str:
    url = portal.url(f"angebote/{row['slug']}")
    return markup.entry(url, row["title"], meta=related_text(row, words), demo=row["is_demo"])
