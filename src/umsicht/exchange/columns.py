"""The columns of a list of offers: our fields, how offices call them, how a cell is read and written.

One table feeds the guessing of columns, the mapping page, the reading of cells, the export and the how-to page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.utils.translation import gettext_lazy as _

from umsicht.core.text import fold
from umsicht.ui.nav import Text
from umsicht.vocabulary.enums import Scheme

Owner = Literal["offer", "organisation", "point"]
Kind = Literal[
    "text",
    "long",
    "lines",
    "terms",
    "term",
    "whole",
    "degrees",
    "day",
    "flag",
    "choice",
    "json",
    "costs",
    "special",
]


@dataclass(frozen=True)
class Field:
    """`name` is the field of the record; `aliases` are headings as offices write them, folded when compared."""

    key: str
    owner: Owner
    name: str
    label: Text
    kind: Kind = "text"
    heading: str = ""
    aliases: str = ""
    scheme: str = ""
    length: int = 0


def _f(key: str, label: Text, heading: str, kind: Kind = "text", aliases: str = "", **more: object) -> Field:
    owner: Owner = (
        "organisation" if key.startswith("provider_") else "point" if key.startswith("point_") else "offer"
    )
    name = key.partition("_")[2] if owner != "offer" else key
    return Field(key, owner, name, label, kind, heading, aliases, **more)  # type: ignore[arg-type]


FIELDS: tuple[Field, ...] = (
    _f("code", _("Own code"), "Kennung", aliases="id, nr, nummer, angebotsnummer, code, schluessel, key, external id", length=80),
    _f("title", _("Title"), "Titel", aliases="name, angebot, angebotsname, bezeichnung, titel des angebots, name des angebots, service, service name, offer, programme title", length=160),
    _f("summary", _("In one sentence"), "Kurzbeschreibung", aliases="in einem satz, kurztext, zusammenfassung, summary, short description, teaser", length=300),
    _f("description", _("Description"), "Beschreibung", "long", "beschreibungstext, inhalt, text, langbeschreibung, description, details"),
    _f("what_happens", _("What happens"), "Ablauf", "lines", "was passiert, what happens"),
    _f("good_to_know", _("Good to know"), "Gut zu wissen", "lines", "hinweise, hinweis, bemerkungen, good to know, notes"),
    _f("eligibility", _("Who may come"), "Wer kann kommen", aliases="voraussetzung, voraussetzungen, eligibility, eligibility description, who", length=400),
    _f("preparation", _("Preparation needed"), "Vorbereitung", aliases="preparation", length=400),
    _f("problem_fields", _("Problem fields"), "Problemfelder", "terms", "problemfeld, themenfeld, themenfelder, handlungsfeld, problem field, problem fields", scheme=Scheme.PROBLEM_FIELD),
    _f("topics", _("Topics"), "Themen", "terms", "thema, schlagworte, schlagwoerter, topics, topic, keywords, taxonomy", scheme=Scheme.TOPIC),
    _f("factors", _("Risk and protective factors"), "Faktoren", "terms", "schutzfaktoren, risikofaktoren, risk factors, factors", scheme=Scheme.FACTOR),
    _f("audiences", _("Audiences"), "Zielgruppen", "terms", "zielgruppe, fuer wen, adressaten, audience, audiences, target group, target audience", scheme=Scheme.AUDIENCE),
    _f("formats", _("Formats"), "Formate", "terms", "format, art, angebotsform, form, formats, service type", scheme=Scheme.FORMAT),
    _f("settings", _("Settings of life"), "Lebenswelten", "terms", "setting, settings, lebenswelt", scheme=Scheme.SETTING),
    _f("school_types", _("School types"), "Schularten", "terms", "schulart, schulform, schulformen, school type, school types", scheme=Scheme.SCHOOL_TYPE),
    _f("languages", _("Languages"), "Sprachen", "terms", "sprache, language, languages", scheme=Scheme.LANGUAGE),
    _f("accessibility", _("Accessibility"), "Barrierefreiheit", "terms", "barrierefrei, zugaenglichkeit, accessibility", scheme=Scheme.ACCESSIBILITY),
    _f("level", _("Prevention level"), "Präventionsart", "term", "praeventionsebene, level, ebene", scheme=Scheme.LEVEL),
    _f("age_from", _("Age from"), "Alter ab", "whole", "alter von, mindestalter, ab jahren, age from, minimum age, minimum_age"),
    _f("age_to", _("Age to"), "Alter bis", "whole", "hoechstalter, bis jahre, age to, maximum age, maximum_age"),
    _f("grade_from", _("Grade from"), "Klasse ab", "whole", "klasse von, klassenstufe ab, klassenstufe von, grade from"),
    _f("grade_to", _("Grade to"), "Klasse bis", "whole", "klassenstufe bis, grade to"),
    _f("duration_minutes", _("Duration in minutes"), "Dauer in Minuten", "whole", "dauer, dauer min, minuten, duration, duration minutes"),
    _f("group_min", _("Smallest group"), "Gruppe ab", "whole", "mindestteilnehmer, kleinste gruppe, group min, min participants"),
    _f("group_max", _("Largest group"), "Gruppe bis", "whole", "teilnehmerzahl, max teilnehmer, groesste gruppe, group max, max participants"),
    _f("place_modes", _("Where"), "Ort (Art)", "special", "ort des angebots, wo, durchfuehrungsort, place, place modes, attending type"),
    _f("venue", _("Venue"), "Veranstaltungsort", aliases="venue, raum, treffpunkt, location name", length=200),
    _f("district", _("City district"), "Stadtteil", aliases="ortsteil, stadtbezirk, bezirk, district", length=100),
    _f("lat", _("Latitude"), "Breitengrad", "degrees", "lat, latitude, breite, geo lat"),
    _f("lon", _("Longitude"), "Längengrad", "degrees", "lon, lng, longitude, laenge, geo lon"),
    _f("radius_km", _("Comes to you within km"), "Umkreis in km", "whole", "umkreis, radius, radius km"),
    _f("booking", _("Booking"), "Anmeldung", "choice", "buchung, booking, anmeldeart"),
    _f("costs", _("Costs"), "Kosten", "costs", "preis, preise, entgelt, gebuehr, gebuehren, teilnahmegebuehr, cost, costs, price, fees, fees description"),
    _f("contact_role", _("Who answers"), "Ansprechstelle", aliases="funktion, ansprechpartner funktion, contact role, contact title", length=120),
    _f("programme", _("Programme (code)"), "Programm", aliases="programme, program", length=80),
    _f("origin", _("Origin"), "Herkunft", "choice", "origin"),
    _f("fidelity", _("Fidelity to the programme"), "Programmtreue", "term", "fidelity", scheme=Scheme.FIDELITY),
    _f("fidelity_note", _("Note on fidelity"), "Programmtreue (Hinweis)", aliases="fidelity note", length=300),
    _f("curriculum", _("Curriculum links"), "Lehrplanbezug (JSON)", "json", "curriculum, lehrplan"),
    _f("availability", _("Availability"), "Verfügbarkeit", "choice", "freie plaetze, verfuegbar, availability"),
    _f("availability_as_of", _("Availability as of"), "Verfügbarkeit Stand", "day", "availability as of"),
    _f("edited_on", _("Edited on"), "Bearbeitet am", "day", "stand, geaendert am, aktualisiert, letzte aenderung, edited on, last modified"),
    _f("confirmed_on", _("Confirmed on"), "Bestätigt am", "day", "confirmed on, assured date"),
    _f("reviewed_on", _("Reviewed on"), "Geprüft am", "day", "reviewed on"),
    _f("state", _("State"), "Status", "special", "zustand, state, status"),
    _f("published_at", _("Published at"), "Veröffentlicht am", "special", "published at"),
    _f("sessions", _("Dates (JSON)"), "Termine (JSON)", "json", "sessions, termine"),
    _f("is_demo", _("Demo"), "Demo", "flag"),
    _f("real_background", _("Real background"), "Hintergrund", "long", "real background"),
    _f("source", _("Source"), "Quelle", aliases="source", length=200),
    _f("provider_name", _("Provider"), "Anbieter", aliases="anbieter name, name des anbieters, traeger, organisation, verein, veranstalter, provider, organization, organization name, organisation name", length=200),
    _f("provider_code", _("Provider: code"), "Anbieter-Kennung", aliases="anbieter id, anbieternummer, traeger id, provider code, organization id", length=80),
    _f("provider_sector", _("Provider: sector"), "Anbieter-Bereich", "term", "bereich, sector, traegerart", scheme=Scheme.SECTOR),
    _f("provider_legal_form", _("Provider: legal form"), "Rechtsform", aliases="legal form, legal status", length=60),
    _f("provider_about", _("Provider: about"), "Über den Anbieter", "long", "about, anbieterbeschreibung"),
    _f("provider_email", _("Provider: e-mail"), "Anbieter-E-Mail", aliases="provider email, organization email", length=254),
    _f("provider_phone", _("Provider: telephone"), "Anbieter-Telefon", aliases="provider phone, organization phone", length=40),
    _f("provider_website", _("Provider: website"), "Anbieter-Website", aliases="provider website, homepage des anbieters", length=300),
    _f("point_name", _("Contact point"), "Anlaufstelle", aliases="kontaktstelle, einrichtung, contact point, standort", length=200),
    _f("point_code", _("Contact point: code"), "Anlaufstelle-Kennung", aliases="kontaktstelle-kennung, contact point code", length=80),
    _f("point_street", _("Street"), "Straße", aliases="strasse hausnummer, strasse und hausnummer, adresse, anschrift, street, address, address 1, address_1", length=150),
    _f("point_postal_code", _("Postal code"), "PLZ", aliases="postleitzahl, zip, postal code, postcode, postal_code", length=5),
    _f("point_city", _("Town"), "Ort", aliases="stadt, gemeinde, city, town", length=100),
    _f("point_email", _("E-mail"), "E-Mail", aliases="mail, email, e mail adresse, mailadresse, kontakt mail, contact email", length=254),
    _f("point_phone", _("Telephone"), "Telefon", aliases="tel, telefonnummer, rufnummer, phone, telephone", length=40),
    _f("point_website", _("Website"), "Website", aliases="web, internet, internetseite, homepage, url, link, webseite", length=300),
)  # fmt: skip
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
OFFER_FIELDS = tuple(field for field in FIELDS if field.owner == "offer")
REQUIRED = ("title",)
IGNORE = ""


def folded(heading: str) -> str:
    """A heading without case, umlaut spelling and punctuation."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(heading).lower()).split())


@cache
def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for field in FIELDS:
        for name in (field.heading, field.key, *field.aliases.split(",")):
            if folded(name):
                found.setdefault(folded(name), field.key)
    return found


def guess(headings: Iterable[str], remembered: Mapping[str, str] | None = None) -> dict[str, str]:
    """Heading → our field ("" for none): what the source's last import said, else by name. No field twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for heading in headings:
        known = folded(heading)
        key = (remembered or {}).get(known)
        if key is None:
            key = _known().get(known) or _known().get(
                known.rsplit(" ", 1)[0] if known.endswith((" pflicht", " optional")) else known, ""
            )
        if key not in BY_KEY or key in taken:
            key = IGNORE
        taken.add(key)
        found[heading] = key
    return found
