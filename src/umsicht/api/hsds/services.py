"""Offers as HSDS services."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language

from umsicht.api.hsds import ids, organisations, places
from umsicht.api.hsds.terms import Words, fact
from umsicht.offers.enums import Availability, PlaceMode
from umsicht.offers.queries import freshness, wording
from umsicht.offers.values import Written
from umsicht.vocabulary.enums import Scheme

Json = dict[str, Any]
_TERMS = (
    ("problem_fields", Scheme.PROBLEM_FIELD),
    ("topics", Scheme.TOPIC),
    ("factors", Scheme.FACTOR),
    ("audiences", Scheme.AUDIENCE),
    ("formats", Scheme.FORMAT),
    ("settings", Scheme.SETTING),
    ("school_types", Scheme.SCHOOL_TYPE),
    ("accessibility", Scheme.ACCESSIBILITY),
)
_BOOKING = {
    "registration": "Mit Anmeldung beim Anbieter.",
    "by-arrangement": "Nach Absprache mit dem Anbieter.",
    "drop-in": "Ohne Anmeldung, einfach vorbeikommen.",
}


@lru_cache(maxsize=4096)
def _fees(costs: Written, language: str) -> str:
    """Kept, because the same few prices stand in thousands of offers; `language` is the active one."""
    return "; ".join(text for _cost, text in wording.cost_lines(costs.value))


def minimal(row: Json) -> Json:
    return {"id": str(row["public_id"]), "name": row["title"], "status": _status(row)}


def basic(row: Json) -> Json:
    """The fields of a list entry (service_list.json)."""
    provider = places.unprefixed(row, "provider__")
    found = places.compact(
        {
            **minimal(row),
            "organization_id": str(provider["public_id"]),
            "program_id": str(row["programme__public_id"]) if row["programme__public_id"] else None,
            "description": row["description"] or row["summary"],
            "url": f"{settings.SITE_URL}/{row['tenant__slug']}/angebote/{row['slug']}",
            "email": row["contact_point__email"] or provider["email"],
            "application_process": _BOOKING[row["booking"]],
            "fees_description": _fees(Written(row["costs"]), get_language() or ""),
            "eligibility_description": row["eligibility"],
            "minimum_age": row["age_from"],
            "maximum_age": row["age_to"],
            "assured_date": row["confirmed_on"].isoformat() if row["confirmed_on"] else None,
            "alert": "Demo: Dieses Angebot ist erfunden." if row["is_demo"] else None,
            "last_modified": row["updated_at"].astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
            "organization": organisations.basic(provider),
        }
    )
    if row["programme__public_id"]:
        found["program"] = _program(row)
    return found


def full(words: Words, row: Json, sessions: list[Json]) -> Json:
    """Everything (service.json): dates, costs, places, languages, vocabulary as attributes."""
    owner = str(row["public_id"])
    return basic(row) | places.compact(
        {
            "phones": places.phones(
                owner, "service_id", row["contact_point__phone"] or row["provider__phone"]
            ),
            "contacts": places.contact(
                owner,
                "service_id",
                row["contact_role"],
                row["contact_point__email"] or row["provider__email"],
            ),
            "languages": places.languages(words, owner, "service_id", row["languages"]),
            "schedules": [_schedule(owner, session, row) for session in sessions],
            "cost_options": _costs(words, owner, row["costs"]),
            "service_areas": _areas(owner, row),
            "service_at_locations": _locations(words, owner, row),
            "attributes": [
                *(
                    attribute
                    for field, scheme in _TERMS
                    for attribute in words.attributes(owner, "service", scheme, row[field])
                ),
                *words.attributes(owner, "service", Scheme.LEVEL, [row["level"]]),
                *words.attributes(owner, "service", Scheme.FIDELITY, [row["fidelity"]]),
                *words.attributes(owner, "service", Scheme.AVAILABILITY, [_availability(words, row)]),
                *words.attributes(
                    owner, "service", Scheme.EVIDENCE_TIER, [row["programme__evidence_tier"] or ""]
                ),
                *_values(owner, row),
            ],
        }
    )


def at_location(words: Words, row: Json, sessions: list[Json]) -> Json | None:
    """One service at its place, with the service inside; None for an offer without an address."""
    found = _locations(words, str(row["public_id"]), row)
    if not found:
        return None
    return found[0] | {
        "service": basic(row),
        "schedules": [_schedule(found[0]["service_id"], s, row) for s in sessions],
    }


def _status(row: Json) -> str:
    return "temporarily closed" if row["availability"] == Availability.PAUSED else "active"


def _availability(words: Words, row: Json) -> str:
    """A statement about places decays to unknown, so that no reader takes an old one for today's."""
    days = freshness.keeps_for(words.catalogue)
    return str(freshness.free_now(row["availability"], row["availability_as_of"], days).state)


def _program(row: Json) -> Json:
    owner = str(row["programme__public_id"])
    return {
        "id": owner,
        "name": row["programme__name"],
        "description": row["programme__aim"] or row["programme__name"],
        "organization_id": str(row["provider__public_id"]),
    }


def _costs(words: Words, owner: str, costs: list[Json]) -> list[Json]:
    return [
        places.compact(
            {
                "id": ids.part(owner, f"cost:{number}"),
                "service_id": owner,
                "option": words.label(Scheme.FORMAT, cost.format),
                "currency": "EUR",
                "amount": 0
                if cost.is_free
                else None
                if cost.amount_cents is None
                else cost.amount_cents / 100,
                "amount_description": f"{text} ({cost.note})" if cost.note else text,
            }
        )
        for number, (cost, text) in enumerate(wording.cost_lines(costs))
    ]


def _schedule(owner: str, session: Json, row: Json) -> Json:
    """RRULE parts as HSDS has them. Times carry the offset of the first date; notes name the zone that rules."""
    zone = ZoneInfo(session["tzid"])
    start = session["starts_at"].astimezone(zone)
    minutes = session["duration_minutes"] or row["duration_minutes"]
    rule = dict(part.split("=", 1) for part in session["rrule"].split(";") if "=" in part)
    notes = [f"Zeitzone {session['tzid']}."]
    if session["rrule"]:
        notes.append(f"RRULE: {session['rrule']}")
    if session["exdates"]:
        notes.append("Fällt aus am " + ", ".join(session["exdates"]))
    found = {
        "id": ids.part(owner, f"session:{session['id']}"),
        "service_id": owner,
        "dtstart": start.date().isoformat(),
        "opens_at": start.isoformat(timespec="minutes")[11:],
        "closes_at": (start + dt.timedelta(minutes=minutes)).isoformat(timespec="minutes")[11:]
        if minutes
        else None,
        "attending_type": "online" if row["place_modes"] == [PlaceMode.ONLINE] else "in-person",
        "notes": " ".join(notes),
    }
    if rule.get("FREQ") in {"WEEKLY", "MONTHLY"}:
        found |= {
            "freq": rule["FREQ"],
            "wkst": "MO",
            "byday": rule.get("BYDAY"),
            "bymonthday": rule.get("BYMONTHDAY"),
        }
        found |= {key.lower(): int(rule[key]) for key in ("INTERVAL", "COUNT") if key in rule}
        if "UNTIL" in rule:
            found["until"] = f"{rule['UNTIL'][:4]}-{rule['UNTIL'][4:6]}-{rule['UNTIL'][6:8]}"
    return places.compact(found)


def _areas(owner: str, row: Json) -> list[Json]:
    reach = "der ganzen Gemeinde" if row["radius_km"] is None else f"bis {row['radius_km']} km Umkreis"
    description = f"Kommt zu Ihnen, {reach}." if PlaceMode.COMES_TO_YOU in row["place_modes"] else ""
    return [
        places.compact(
            {
                "id": ids.part(owner, "area"),
                "service_id": owner,
                "name": row["tenant__name"],
                "description": description,
                "extent": row["tenant__key"],
                "extent_type": "Amtlicher Gemeindeschlüssel",
            }
        )
    ]


def _locations(words: Words, owner: str, row: Json) -> list[Json]:
    if not row["contact_point__public_id"]:
        return []
    place = places.location(words, places.unprefixed(row, "contact_point__"))
    return [
        {
            "id": str(ids.at_location(row["public_id"])),
            "service_id": owner,
            "location_id": place["id"],
            "location": place,
        }
        | ({"description": row["venue"]} if row["venue"] else {})
    ]


def _values(owner: str, row: Json) -> list[Json]:
    facts = (
        ("grade_from", "Klasse ab", row["grade_from"]),
        ("grade_to", "Klasse bis", row["grade_to"]),
        ("duration_minutes", "Dauer in Minuten", row["duration_minutes"]),
        ("group_min", "Kleinste Gruppe", row["group_min"]),
        ("group_max", "Größte Gruppe", row["group_max"]),
        ("place", "Ort", ", ".join(row["place_modes"])),
        ("availability_as_of", "Stand der Verfügbarkeit", row["availability_as_of"]),
        ("edited_on", "Bearbeitet am", row["edited_on"]),
        ("confirmed_on", "Vom Anbieter bestätigt am", row["confirmed_on"]),
        ("reviewed_on", "Fachlich geprüft am", row["reviewed_on"]),
        ("evidence_source", "Quelle zum Wirkungsnachweis", row["programme__evidence_source_url"]),
        ("demo", "Demo-Eintrag", "ja" if row["is_demo"] else None),
    )
    links = (
        fact(owner, "service", f"curriculum:{number}", "Lehrplanbezug", _curriculum(link))
        for number, link in enumerate(row["curriculum"])
    )
    return [
        *(
            attribute
            for name, label, value in facts
            for attribute in fact(owner, "service", name, label, value)
        ),
        *(attribute for group in links for attribute in group),
    ]


def _curriculum(link: Json) -> str:
    grades = f"Klasse {link['grade_from']}"
    if link.get("grade_to") and link["grade_to"] != link["grade_from"]:
        grades += f" bis {link['grade_to']}"
    return f"{link['subject']}, {grades}: {link['learning_area']}"
