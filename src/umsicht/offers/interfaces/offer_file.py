"""Reads a curated list of offers (YAML, section `offers`). Format: docs/reference/demo.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.core import money
from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.core.text import fold
from umsicht.directory.interfaces.yaml_rows import Refused, Row, read_rows
from umsicht.offers.domain.imports import FileRow, OfferRow
from umsicht.offers.enums import Booking, Origin
from umsicht.offers.series import ZONE, Series
from umsicht.offers.values import Cost, CurriculumLink, parse_all
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import whole_catalogue

_LISTS = (
    *("problem_fields", "topics", "factors", "audiences", "formats", "settings", "school_types", "languages"),
    *("accessibility", "what_happens", "good_to_know"),
)
_TEXTS = ("summary", "description", "eligibility", "preparation", "contact_role", "level", "fidelity_note")
_NUMBERS = (*("age_from", "age_to", "grade_from", "grade_to", "duration_minutes", "group_min", "group_max"),)
_FIELDS = frozenset(
    {
        *_LISTS, *_TEXTS, *_NUMBERS, "code", "municipality", "demo", "provider", "programme", "origin", "fidelity",
        "title", "place", "sessions", "booking", "costs", "curriculum", "availability", "clocks", "documents",
        "pictures", "real_background", "source",
    }
)  # fmt: skip
_PLACE = ("modes", "venue", "district", "radius_km", "lat", "lon")
_SESSION = frozenset({"dtstart", "tzid", "duration_minutes", "rrule", "exdates"})
_FILE = frozenset({"title", "kind", "language", "alt", "credit"})


def read(path: Path, report: Report) -> list[OfferRow]:
    """All good rows; refusals go into the report. Raises BadInput for a file of another kind."""
    _meta, rows = read_rows(path, "offers", report)
    subjects = {
        fold(term.label_de).lower(): term.code for term in whole_catalogue().scheme(Scheme.SUBJECT).values()
    }
    found: dict[tuple[str, str], OfferRow] = {}
    for row in rows:
        try:
            offer = _offer(row, subjects)
            key = (offer.municipality, offer.code)
            if key in found:
                raise Refused("code", _("%(code)s stands twice in this list") % {"code": offer.code})
        except Refused as refused:
            report.refuse(row.line_of(refused.column), refused.column, refused.reason)
            continue
        found[key] = offer
    return list(found.values())


def _offer(row: Row, subjects: dict[str, str]) -> OfferRow:
    row.only(_FIELDS)
    place = row.part("place", _PLACE)
    availability = row.part("availability", ("state", "as_of"))
    clocks = row.part("clocks", ("edited", "confirmed", "reviewed"))
    background = row.part("real_background", ("text", "source"))
    values: dict[str, Any] = {name: row.words(name) for name in _LISTS}
    values |= {name: row.text(name) for name in _TEXTS}
    values |= {name: row.number(name) for name in _NUMBERS}
    values |= {
        "title": row.text("title", required=True),
        "origin": _choice(row, "origin", Origin.values, Origin.HOME_GROWN),
        "booking": _choice(row, "booking", Booking.values, Booking.REGISTRATION),
        "fidelity": row.text("fidelity") or "eigenes-angebot",
        "place_modes": place.words("modes"),
        "venue": place.text("venue"),
        "radius_km": place.number("radius_km"),
        "lat": place.degrees("lat"),
        "lon": place.degrees("lon"),
        "costs": _costs(row),
        "curriculum": _curriculum(row, subjects),
        "is_demo": row.flag("demo"),
        "real_background": background.text("text"),
        "source": background.text("source") or row.text("source"),
    }
    days = {f"{name}_on": clocks.day(name) for name in ("edited", "confirmed", "reviewed")}
    return OfferRow(
        line=row.line,
        lines=row.lines,
        code=row.text("code", required=True),
        municipality=row.text("municipality", required=True),
        provider=row.text("provider", required=True),
        programme=row.text("programme"),
        district=place.text("district"),
        values=values,
        clocks={name: day for name, day in days.items() if day is not None},
        availability=availability.text("state") or "unbekannt",
        availability_as_of=availability.day("as_of"),
        series=_series(row),
        documents=_files(row, "documents"),
        pictures=_files(row, "pictures"),
    )


def _choice(row: Row, column: str, choices: list[str], default: str) -> str:
    value = row.text(column) or default
    if value not in choices:
        raise Refused(column, _("“%(value)s” is not possible here") % {"value": value[:40]})
    return value


def _parsed(kind: Any, parts: list[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    try:
        return [value.to_json() for value in parse_all(kind, parts)]
    except ValidationError as error:
        raise Refused(column, " ".join(error.messages)) from error


def _costs(row: Row) -> list[dict[str, Any]]:
    """Amounts stand in euros in the file and in cents in the store."""
    parts = []
    for given in row.parts("costs"):
        part = dict(given)
        amount = part.pop("amount_eur", None)
        try:
            part["amount_cents"] = None if amount is None else money.cents(money.exact(str(amount)))
        except BadInput as error:
            raise Refused("costs", _("“%(value)s” is not an amount in euros") % {"value": amount}) from error
        parts.append(part)
    return _parsed(Cost, parts, "costs")


def _curriculum(row: Row, subjects: dict[str, str]) -> list[dict[str, Any]]:
    """Subjects stand by name in the file and by code in the store."""
    parts = [
        {**part, "subject": subjects.get(fold(str(part.get("subject", ""))).lower(), part.get("subject"))}
        for part in row.parts("curriculum")
    ]
    return _parsed(CurriculumLink, parts, "curriculum")


def _series(row: Row) -> tuple[Series, ...]:
    found = []
    for part in row.parts("sessions"):
        if not set(part) <= _SESSION or "dtstart" not in part:
            raise Refused("sessions", _("a date has dtstart, tzid, duration_minutes, rrule, exdates"))
        try:
            series = Series.parse(
                start=part["dtstart"],
                tzid=str(part.get("tzid") or ZONE),
                duration_minutes=part.get("duration_minutes"),
                rule=part.get("rrule") or "",
                exdates=part.get("exdates") or [],
            )
        except ValidationError as error:
            raise Refused("sessions", " ".join(error.messages)) from error
        except (TypeError, AttributeError) as error:
            raise Refused("sessions", _("this date can't be read")) from error
        found.append(series)
    return tuple(found)


def _files(row: Row, column: str) -> tuple[FileRow, ...]:
    found = []
    for part in row.parts(column):
        if not set(part) <= _FILE or not all(isinstance(value, str) for value in part.values()):
            raise Refused(column, _("a file has title or alt, kind, language, credit"))
        found.append(FileRow(**part))
    return tuple(found)
