"""What a full export holds of each record, in which order, and how a table heads it. Reading uses the same lists."""

from __future__ import annotations

from umsicht.exchange.columns import BY_KEY

FORMAT = "umsicht-export"
VERSION = 1

ORGANISATION: dict[str, str] = {
    "id": "ID", "code": "Kennung", "slug": "Adresse", "name": "Name", "sector": "Bereich", "legal_form": "Rechtsform",
    "about": "Über uns", "email": "E-Mail", "phone": "Telefon", "website": "Website", "languages": "Sprachen",
    "areas_served": "Gebiete", "is_provider": "Anbieter", "is_public": "Öffentlich", "is_demo": "Demo",
    "contact_is_demo": "Kontakt erfunden", "source": "Quelle", "licence": "Lizenz", "edited_on": "Bearbeitet am",
    "confirmed_on": "Bestätigt am",
}  # fmt: skip
POINT: dict[str, str] = {
    "id": "ID", "code": "Kennung", "organisation": "Organisation (ID)", "kind": "Art", "name": "Name",
    "detail": "Zusatz", "role": "Ansprechstelle", "street": "Straße", "postal_code": "PLZ", "city": "Ort",
    "area_key": "Stadtteilschlüssel", "area_name": "Stadtteil", "lat": "Breitengrad", "lon": "Längengrad",
    "email": "E-Mail", "phone": "Telefon", "website": "Website", "opening_hours": "Öffnungszeiten",
    "closed_on_holidays": "Feiertags geschlossen", "hours_note": "Hinweis zu den Zeiten",
    "accessibility": "Barrierefreiheit", "languages": "Sprachen", "is_public": "Öffentlich", "is_demo": "Demo",
    "source": "Quelle",
}  # fmt: skip
_OFFER = (
    "code slug title summary description what_happens good_to_know eligibility preparation problem_fields topics "
    "factors audiences formats settings school_types languages accessibility level age_from age_to grade_from grade_to "
    "duration_minutes group_min group_max place_modes venue area_key area_name lat lon radius_km booking costs "
    "contact_role origin fidelity fidelity_note curriculum availability availability_as_of edited_on confirmed_on "
    "reviewed_on is_demo real_background source"
).split()
_OWN_HEADINGS = {"slug": "Adresse", "area_key": "Stadtteilschlüssel", "area_name": "Stadtteil"}
OFFER: dict[str, str] = (
    {"id": "ID", "provider": "Anbieter (ID)", "contact_point": "Anlaufstelle (ID)", "programme": "Programm"}
    | {name: _OWN_HEADINGS.get(name) or BY_KEY[name].heading for name in _OFFER}
    | {"state": "Status", "published_at": "Veröffentlicht am", "sessions": "Termine (JSON)"}
)
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "organisations": ("Organisationen", ORGANISATION),
    "contact_points": ("Anlaufstellen", POINT),
    "offers": ("Angebote", OFFER),
}
"""Part of the package → title of its table and its columns."""
REFERENCES = frozenset(
    {"id", "organisation", "provider", "contact_point", "programme", "state", "published_at", "sessions"}
)
