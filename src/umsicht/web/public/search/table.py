"""A search as a table: the same columns for CSV, Excel and JSON, with their German headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from umsicht.offers.queries import wording
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue

Row = Mapping[str, Any]
Value = Callable[[Row, Catalogue], Any]


def _plain(field: str) -> Value:
    return lambda row, _words: row[field]


def _labels(field: str, scheme: str) -> Value:
    def read(row: Row, words: Catalogue) -> str:
        labels = words.labels(scheme, "de")
        return ", ".join(labels.get(code, code) for code in row[field])

    return read


def _label(field: str, scheme: str) -> Value:
    return lambda row, words: words.label(scheme, row[field], "de") if row[field] else ""


def address(row: Row) -> str:
    return f"{settings.SITE_URL}/{row['tenant__slug']}/angebote/{row['slug']}"


def _street(row: Row, _words: Catalogue) -> str:
    town = " ".join(part for part in (row["contact_point__postal_code"], row["contact_point__city"]) if part)
    return ", ".join(part for part in (row["contact_point__street"], town) if part)


def _euros(row: Row, _words: Catalogue) -> float | None:
    return None if row["cost_from_cents"] is None else row["cost_from_cents"] / 100


# Heading, key in JSON, how to read it.
COLUMNS: tuple[tuple[str, str, Value], ...] = (
    ("Titel", "title", _plain("title")),
    ("In einem Satz", "summary", _plain("summary")),
    ("Anbieter", "provider", _plain("provider__name")),
    ("Kommune", "municipality", _plain("tenant__name")),
    ("Stadtteil", "district", _plain("area_name")),
    ("Problemfelder", "problem_fields", _labels("problem_fields", Scheme.PROBLEM_FIELD)),
    ("Weitere Themen", "topics", _labels("topics", Scheme.TOPIC)),
    ("Zielgruppen", "audiences", _labels("audiences", Scheme.AUDIENCE)),
    ("Alter ab", "age_from", _plain("age_from")),
    ("Alter bis", "age_to", _plain("age_to")),
    ("Klasse ab", "grade_from", _plain("grade_from")),
    ("Klasse bis", "grade_to", _plain("grade_to")),
    ("Form", "formats", _labels("formats", Scheme.FORMAT)),
    ("Ebene", "level", _label("level", Scheme.LEVEL)),
    ("Dauer in Minuten", "duration_minutes", _plain("duration_minutes")),
    (
        "Wo",
        "place",
        lambda row, _w: wording.place_text(row["place_modes"], area=row["area_name"], venue=row["venue"]),
    ),
    ("Kosten", "costs", lambda row, _w: wording.cost_summary(row["costs"])),
    ("Kosten ab (Euro)", "cost_from_eur", _euros),
    ("Sprachen", "languages", _labels("languages", Scheme.LANGUAGE)),
    ("Barrierefreiheit", "accessibility", _labels("accessibility", Scheme.ACCESSIBILITY)),
    ("Verfügbarkeit", "availability", _label("availability", Scheme.AVAILABILITY)),
    ("Stand der Verfügbarkeit", "availability_as_of", _plain("availability_as_of")),
    ("Nächster Termin", "next_date", _plain("next_date")),
    ("Programm", "programme", _plain("programme__name")),
    ("Ansprechstelle", "contact_role", _plain("contact_role")),
    ("Adresse", "address", _street),
    ("Telefon", "phone", lambda row, _w: row["contact_point__phone"] or row["provider__phone"]),
    ("E-Mail", "email", lambda row, _w: row["contact_point__email"] or row["provider__email"]),
    ("Bearbeitet am", "edited_on", _plain("edited_on")),
    ("Vom Anbieter bestätigt am", "confirmed_on", _plain("confirmed_on")),
    ("Fachlich geprüft am", "reviewed_on", _plain("reviewed_on")),
    ("Breite", "lat", _plain("lat")),
    ("Länge", "lon", _plain("lon")),
    ("Demo", "is_demo", lambda row, _w: "ja" if row["is_demo"] else ""),
    ("Internet", "url", lambda row, _w: address(row)),
    ("Kennung", "id", lambda row, _w: str(row["public_id"])),
)
HEADINGS = tuple(heading for heading, _key, _read in COLUMNS)
NOTE = "Veröffentlichte Angebote; Einträge mit „Demo“ sind erfunden."


def cells(row: Row, words: Catalogue) -> list[Any]:
    return [read(row, words) for _heading, _key, read in COLUMNS]


def record(row: Row, words: Catalogue) -> dict[str, Any]:
    """One row for programs: lists stay lists of codes with labels beside, dates ISO 8601."""
    found = {key: read(row, words) for _heading, key, read in COLUMNS}
    for field, scheme in (
        ("problem_fields", Scheme.PROBLEM_FIELD),
        ("topics", Scheme.TOPIC),
        ("audiences", Scheme.AUDIENCE),
        ("formats", Scheme.FORMAT),
        ("languages", Scheme.LANGUAGE),
        ("accessibility", Scheme.ACCESSIBILITY),
    ):
        found[field] = [{"code": code, "label": words.label(scheme, code, "de")} for code in row[field]]
    found["is_demo"] = row["is_demo"]
    return found
