"""What would make an entry better, in plain words. Hints never stop anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umsicht.offers.enums import Availability, Booking, FileUse, PlaceMode
from umsicht.offers.models import Offer, OfferFile

LONG_SENTENCE = 20
SHORT_TEXT = 200
LONG_TITLE = 80
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_ABBREVIATION = re.compile(r"\b(?:u\.\s?a|z\.\s?B|ggf|bzw|i\.\s?d\.\s?R|inkl|zzgl|etc|o\.\s?g|MA|TN)\b\.?")
_PERSON = re.compile(r"\b(?:Frau|Herr)\s+(?:Dr\.\s+)?[A-ZÄÖÜ][a-zäöüß]+")
_OFFICIAL = {
    "Durchführung": "machen, stattfinden",
    "Implementierung": "einführen",
    "im Rahmen": "bei, in",
    "niedrigschwellig": "leicht zu erreichen",
    "Zielgruppe": "für wen",
    "Inanspruchnahme": "nutzen",
    "Maßnahme": "Angebot, Kurs",
    "Multiplikator": "Menschen, die es weitergeben",
    "partizipativ": "gemeinsam",
    "Sensibilisierung": "aufmerksam machen",
    "vulnerabel": "leicht verletzbar",
    "Kompetenzerwerb": "lernen",
}


@dataclass(frozen=True)
class Hint:
    """`field` is where it belongs (empty: to no single field)."""

    field: str
    text: str


Check = Callable[[Offer], "Hint | None"]


def hints(offer: Offer, files: list[OfferFile] | None = None) -> list[Hint]:
    """In the order of the form. `files` None: pictures are not judged. No query of its own."""
    found = [*_texts(offer), *(hint for check in _CHECKS if (hint := check(offer)) is not None)]
    if files is not None and not any(row.use == FileUse.PICTURE for row in files):
        found.append(Hint("files", _("A picture makes people look twice. You have none yet.")))
    return found


def _texts(offer: Offer) -> list[Hint]:
    found = []
    for name in ("summary", "description"):
        text = str(getattr(offer, name))
        words = max((len(part.split()) for part in _SENTENCE.findall(text)), default=0)
        if words > LONG_SENTENCE:
            found.append(
                Hint(
                    name,
                    _("One sentence has %(count)s words. Two short ones read better.") % {"count": words},
                )
            )
        heavy = [f"„{word}“ ({plain})" for word, plain in _OFFICIAL.items() if word in text]
        if heavy:
            found.append(
                Hint(name, _("There are plainer words for: %(words)s.") % {"words": ", ".join(heavy[:3])})
            )
        if _ABBREVIATION.search(text):
            found.append(Hint(name, _("Please write abbreviations out. Not everybody knows them.")))
        if _PERSON.search(text):
            found.append(Hint(name, _("Please name functions, not persons.")))
    return found


def _title(offer: Offer) -> Hint | None:
    if len(offer.title) > LONG_TITLE:
        return Hint("title", _("The title is long. Up to 80 characters fit into every list."))
    if offer.title.isupper():
        return Hint("title", _("Capital letters are hard to read."))
    return None


def _summary(offer: Offer) -> Hint | None:
    if offer.summary and offer.summary.strip().casefold().startswith(offer.title.strip().casefold()):
        return Hint("summary", _("The sentence repeats the title. Say what people get here."))
    return None


def _ages(offer: Offer) -> Hint | None:
    if (
        offer.age_from is None
        and offer.age_to is None
        and offer.grade_from is None
        and offer.grade_to is None
    ):
        return Hint("age_from", _("No age and no grade is stated. Filters by age will not find the offer."))
    return None


def _description(offer: Offer) -> Hint | None:
    if 0 < len(offer.description) < SHORT_TEXT:
        return Hint("description", _("The description is short. What happens, and what do people take home?"))
    return None


def _way(offer: Offer) -> Hint | None:
    if not offer.what_happens:
        return Hint("what_happens", _("Three or four steps of what happens take away the fear of coming."))
    return None


def _languages(offer: Offer) -> Hint | None:
    if not offer.languages:
        return Hint("languages", _("No language is stated."))
    return None


def _access(offer: Offer) -> Hint | None:
    if not offer.accessibility:
        return Hint("accessibility", _("Say whether the place can be reached without steps. “No” helps too."))
    return None


def _venue(offer: Offer) -> Hint | None:
    if PlaceMode.VENUE in offer.place_modes and not offer.venue:
        return Hint("venue", _("Which venue is it? People want to know where to go."))
    if PlaceMode.COMES_TO_YOU in offer.place_modes and not offer.radius_km:
        return Hint("radius_km", _("How far do you come? Without a distance 30 km are assumed."))
    return None


def _price(offer: Offer) -> Hint | None:
    if not offer.costs:
        return Hint("costs", _("No price is stated. “On request” is better than nothing."))
    return None


def _length(offer: Offer) -> Hint | None:
    if offer.duration_minutes is None:
        return Hint("duration_minutes", _("How long does it take?"))
    return None


def _contact(offer: Offer) -> Hint | None:
    if offer.contact_point is None and not (offer.provider.phone or offer.provider.email):
        return Hint(
            "contact_point", _("Nobody can be asked: neither a contact point nor a number is stated.")
        )
    return None


def _dates(offer: Offer) -> Hint | None:
    if offer.booking != Booking.ARRANGEMENT and not offer.has_sessions:
        return Hint("sessions", _("No date is set. Fixed dates are booked more often."))
    return None


def _free(offer: Offer) -> Hint | None:
    if offer.availability == Availability.UNKNOWN:
        return Hint("availability", _("Say whether places are free. It spares you calls."))
    return None


_CHECKS: tuple[Check, ...] = (
    _title, _summary, _ages, _description, _way, _languages, _access, _venue, _dates, _free, _price, _length, _contact,
)  # fmt: skip
