"""Services of HSDS 3.x and Open Referral UK (1 and 3) as items. Names of persons are never read: roles only.

What our own API says beyond the standard (attributes whose taxonomy is one of our lists, facts by link_type) is read
back, so that one Umsicht can take from another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.text import one_line, truncate
from umsicht.exchange.items import Item, Values
from umsicht.exchange.reading.cells import Words
from umsicht.exchange.reading.hsds_parts import costs, hours, listed, schedules
from umsicht.exchange.reading.texts import (
    LIST_OF,
    Mapped,
    email,
    phone,
    prose,
    summary_of,
    take_terms,
    web,
    with_source,
)
from umsicht.offers.enums import Availability, Booking, PlaceMode
from umsicht.vocabulary.enums import Scheme

GONE = frozenset({"inactive", "defunct"})
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MODES = {
    "venue": PlaceMode.VENUE, "home visit": PlaceMode.COMES_TO_YOU, "online": PlaceMode.ONLINE, "phone": PlaceMode.ONLINE,
    "in-person": PlaceMode.VENUE, "in person": PlaceMode.VENUE, "in_person": PlaceMode.VENUE, "virtual": PlaceMode.ONLINE,
}  # fmt: skip
_BOOKING = {
    "Mit Anmeldung beim Anbieter.": Booking.REGISTRATION,
    "Nach Absprache mit dem Anbieter.": Booking.ARRANGEMENT,
    "Ohne Anmeldung, einfach vorbeikommen.": Booking.DROP_IN,
}
"""The sentences of our own API."""
_NUMBERS = ("grade_from", "grade_to", "duration_minutes", "group_min", "group_max")


def item(record: Mapping[str, Any], place: str, words: Words, mapped: Mapped) -> Item:
    """One service with its organisation and first location."""
    title = one_line(str(record.get("name") or ""))
    found = Item(place=place, key=one_line(str(record.get("id") or ""))[:200], title=title[:200], offer={})
    if not found.key:
        found.refuse("id", _("The id is missing."))
    if not title:
        found.refuse("name", _("The title is missing."))
    if str(record.get("status") or "active").lower() in GONE:
        found.ended = True
        found.refuse("status", _("Not active at the source."), record.get("status"))
    _organisation(found, record)
    location = _location(record)
    _point(found, record, location)
    found.offer = _offer(record, title, location, words)
    schedules(found, record)
    _attributes(found, record, words)
    take_terms(found, words, mapped)
    return found


def _organisation(found: Item, record: Mapping[str, Any]) -> None:
    given = record.get("organization")
    given = given if isinstance(given, dict) else {}
    name = one_line(str(given.get("name") or ""))
    found.organisation_key = one_line(str(given.get("id") or record.get("organization_id") or name))[:200]
    values = {
        "name": truncate(name, 200),
        "about": prose(str(given.get("description") or "")),
        "email": email(given.get("email")),
        "website": web(given.get("website") or given.get("url") or given.get("uri")),
        "legal_form": truncate(str(given.get("legal_status") or ""), 60),
        "phone": next(
            (phone(p.get("number")) for p in listed(given.get("phones")) if phone(p.get("number"))), ""
        ),
    }
    found.organisation = {key: value for key, value in values.items() if value}
    if not name:
        found.refuse("organization", _("The provider is missing."))


def _location(record: Mapping[str, Any]) -> Values:
    """The first place, in the writing of version 3 whatever the version."""
    for pair in listed(record.get("service_at_locations")):
        location = pair.get("location")
        if isinstance(location, dict):
            addresses = listed(location.get("addresses")) or listed(location.get("physical_addresses"))
            return {**location, "addresses": addresses, "venue": pair.get("description")}
    return {}


def _address(location: Values) -> Values:
    return next(iter(location.get("addresses") or []), {})


def _position(location: Values) -> Values:
    try:
        lat, lon = float(location["latitude"]), float(location["longitude"])
    except (KeyError, TypeError, ValueError):
        return {}
    return {"lat": lat, "lon": lon} if -90 <= lat <= 90 and -180 <= lon <= 180 else {}


def _point(found: Item, record: Mapping[str, Any], location: Values) -> None:
    address = _address(location)
    postal = one_line(str(address.get("postal_code") or ""))
    street = truncate(
        ", ".join(filter(None, (one_line(str(address.get(n) or "")) for n in ("address_1", "address_2")))),
        150,
    )
    contacts = [*listed(location.get("contacts")), *listed(record.get("contacts"))]
    phones = [*listed(location.get("phones")), *listed(record.get("phones"))]
    phones += [p for contact in contacts for p in listed(contact.get("phones"))]
    website = web(location.get("url")) or web(record.get("url"))
    values: Values = {
        "name": truncate(str(location.get("name") or ""), 200),
        "detail": truncate(prose(str(location.get("description") or "")), 200),
        "street": street,
        "city": truncate(str(address.get("city") or ""), 100),
        "email": email(record.get("email"))
        or next((email(c.get("email")) for c in contacts if email(c.get("email"))), ""),
        "phone": next((phone(p.get("number")) for p in phones if phone(p.get("number"))), ""),
        "website": website,
        "role": next((truncate(str(c["title"]), 120) for c in contacts if c.get("title")), ""),
    } | _position(location)
    if re.fullmatch(r"\d{5}", postal):
        values["postal_code"] = postal
    elif postal and street:
        values["detail"] = truncate(f"{postal} {values['detail']}", 200)
    weekly = hours(listed(location.get("schedules")))
    if weekly:
        values["opening_hours"] = weekly
    found.point = {key: value for key, value in values.items() if value not in ("", None)}
    if found.point:
        found.point_key = one_line(str(location.get("id") or f"service {found.key}"))[:200]


def _offer(record: Mapping[str, Any], title: str, location: Values, words: Words) -> Values:
    text = prose(str(record.get("description") or ""))
    url = web(record.get("url"))
    values: Values = {
        "title": truncate(title, 160),
        "summary": summary_of(text, title),
        "description": with_source(text, url, _("More: %(url)s")),
        "eligibility": truncate(
            prose(str(record.get("eligibility_description") or _eligibility(record))), 400
        ),
        "good_to_know": _notes(record),
        "venue": truncate(str(location.get("venue") or ""), 200),
        "contact_role": next(
            (truncate(str(c["title"]), 120) for c in listed(record.get("contacts")) if c.get("title")), ""
        ),
    }
    low, high = _age(record, "minimum_age"), _age(record, "maximum_age")
    if low is not None and high is not None and low > high:
        low, high = high, low
    values |= {"age_from": low, "age_to": high} | _position(location)
    modes = _MODES.get(str(record.get("attending_type") or "").lower())
    if modes:
        values["place_modes"] = [modes.value]
    elif location:
        values["place_modes"] = [PlaceMode.AT_PROVIDER.value]
    codes = [
        str(row.get("code") or row.get("language") or "")[:2].lower()
        for row in listed(record.get("languages"))
    ]
    known = [code for code in words.catalogue.scheme(Scheme.LANGUAGE) if code in codes]
    if known:
        values["languages"] = known
    booking = _BOOKING.get(str(record.get("application_process") or ""))
    if booking:
        values["booking"] = booking.value
    prices = costs(record, words)
    if prices:
        values["costs"] = prices
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def _eligibility(record: Mapping[str, Any]) -> str:
    """Version 1 writes ages and words into a list."""
    return "; ".join(
        str(row.get("eligibility") or "")
        for row in listed(record.get("eligibilitys"))
        if row.get("eligibility")
    )


def _age(record: Mapping[str, Any], name: str) -> int | None:
    rows = [record, *listed(record.get("eligibilitys"))]
    for row in rows:
        try:
            age = int(float(row.get(name)))  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            continue
        if 0 <= age <= 120:
            return age
    return None


def _notes(record: Mapping[str, Any]) -> list[str]:
    names = (
        "application_process",
        "alert",
        "wait_time",
        "interpretation_services",
        "accreditations",
        "pc_attendingAccess_additionalInfo",
    )
    texts = [prose(str(record.get(name) or "")) for name in names]
    texts += [prose(str(row.get("document") or "")) for row in listed(record.get("required_documents"))]
    return [truncate(text, 300) for text in texts if len(text) > 12 and text not in _BOOKING][:12]


def _attributes(found: Item, record: Mapping[str, Any], words: Words) -> None:
    """Terms of our own lists as such, facts of our own API as fields, all other words as words of the source."""
    offer = found.offer if found.offer is not None else {}
    for row in listed(record.get("attributes"))[:200]:
        held = row.get("taxonomy_term")
        term: Values = held if isinstance(held, dict) else {}
        scheme, code = str(term.get("taxonomy") or ""), str(term.get("code") or "")
        if scheme in set(Scheme.values) and code in words.catalogue.scheme(scheme):
            _own_term(offer, scheme, code)
        elif term:
            found.tags.append(one_line(str(term.get("name") or term.get("term") or ""))[:160])
        else:
            _fact(offer, str(row.get("link_type") or ""), str(row.get("value") or ""))
    for row in listed(record.get("service_taxonomys")):
        named = row.get("taxonomy")
        taxonomy: Values = named if isinstance(named, dict) else {}
        found.tags.append(one_line(str(taxonomy.get("name") or ""))[:160])
    found.tags += [
        one_line(str(row.get("audienceType") or ""))[:160] for row in listed(record.get("pc_targetAudience"))
    ]
    found.tags += [one_line(str(record[name]))[:160] for name in ("deliverable_type",) if record.get(name)]
    found.tags = [tag for tag in dict.fromkeys(found.tags) if tag][:40]


def _own_term(offer: Values, scheme: str, code: str) -> None:
    if scheme in LIST_OF:
        held = offer.setdefault(LIST_OF[scheme], [])
        if code not in held:
            held.append(code)
    elif scheme == Scheme.LEVEL:
        offer["level"] = code
    elif scheme == Scheme.FIDELITY:
        offer["fidelity"] = code
    elif scheme == Scheme.AVAILABILITY and code in Availability.values:
        offer["availability"] = code


def _fact(offer: Values, name: str, value: str) -> None:
    if name in _NUMBERS and value.isdecimal() and len(value) < 10:
        offer[name] = int(value)
    elif name == "place":
        modes = [mode for mode in value.split(", ") if mode in PlaceMode.values]
        offer["place_modes"] = modes or offer.get("place_modes", [])
    elif name in {"availability_as_of", "edited_on"} and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        offer[name] = value
    elif name == "demo":
        offer["is_demo"] = True
