"""Addresses, phones, contacts, opening hours and locations of a contact point."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from umsicht.api.hsds import ids
from umsicht.api.hsds.terms import Words
from umsicht.vocabulary.enums import Scheme

Json = dict[str, Any]


def compact(found: Json) -> Json:
    """Without empty fields: HSDS-UK asks to leave optional fields out instead of sending null."""
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def uri(address: str) -> str:
    """A web address as a URI: a host with umlauts in its ASCII writing, everything else percent-encoded."""
    if address.isascii():
        return address
    parts = urlsplit(address)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(
        (parts.scheme, host + port, quote(parts.path, safe="/%"), quote(parts.query, safe="=&%"), "")
    )


def phones(owner: str, field: str, number: str) -> list[Json]:
    if not number:
        return []
    return [{"id": ids.part(owner, "phone"), field: owner, "number": number, "type": "voice"}]


def languages(words: Words, owner: str, field: str, codes: list[str]) -> list[Json]:
    return [
        {
            "id": ids.part(owner, f"lang:{code}"),
            field: owner,
            "name": words.label(Scheme.LANGUAGE, code),
            "code": code,
        }
        for code in codes
    ]


def hours(owner: str, field: str, row: Json) -> list[Json]:
    """Weekly opening hours, local time without offset: Europe/Berlin changes its offset twice a year."""
    note = "Ortszeit Europe/Berlin."
    if row["closed_on_holidays"]:
        note += " An gesetzlichen Feiertagen in Sachsen geschlossen."
    return [
        compact(
            {
                "id": ids.part(owner, f"hours:{number}"),
                field: owner,
                "freq": "WEEKLY",
                "interval": 1,
                "wkst": "MO",
                "byday": ",".join(span["days"]),
                "opens_at": span["opens"],
                "closes_at": span["closes"],
                "description": row["hours_note"],
                "notes": note,
            }
        )
        for number, span in enumerate(row["opening_hours"])
    ]


def location(words: Words, row: Json) -> Json:
    """An HSDS location from a contact point's row (keys without prefix)."""
    owner = str(row["public_id"])
    found = {
        "id": owner,
        "location_type": "physical",
        "name": row["name"],
        "description": row["detail"],
        "url": uri(row["website"]),
        "latitude": row["lat"],
        "longitude": row["lon"],
        "languages": languages(words, owner, "location_id", row["languages"]),
        "accessibility": [
            {
                "id": ids.part(owner, f"access:{code}"),
                "location_id": owner,
                "description": words.label(Scheme.ACCESSIBILITY, code),
            }
            for code in row["accessibility"]
        ],
        "phones": phones(owner, "location_id", row["phone"]),
        "contacts": contact(owner, "location_id", row["role"], row["email"]),
        "schedules": hours(owner, "location_id", row),
    }
    if row["street"] and row["postal_code"]:
        found["addresses"] = [
            compact(
                {
                    "id": ids.part(owner, "address"),
                    "location_id": owner,
                    "address_1": row["street"],
                    "city": row["city"],
                    "region": row["area_name"],
                    "state_province": "Sachsen",
                    "postal_code": row["postal_code"],
                    "country": "DE",
                    "address_type": "physical",
                }
            )
        ]
    return compact(found)


def contact(owner: str, field: str, role: str, email: str) -> list[Json]:
    """A contact names a role, never a person."""
    if not (role or email):
        return []
    return [compact({"id": ids.part(owner, "contact"), field: owner, "title": role, "email": email})]


def unprefixed(row: Json, prefix: str) -> Json:
    return {key[len(prefix) :]: value for key, value in row.items() if key.startswith(prefix)}
