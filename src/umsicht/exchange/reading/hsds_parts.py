"""Prices, opening hours and dates of HSDS services."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from umsicht.core.text import one_line, truncate
from umsicht.directory.values import WEEKDAYS
from umsicht.exchange.items import Item, Values
from umsicht.exchange.reading.cells import Words
from umsicht.exchange.reading.texts import prose
from umsicht.offers.series import Series
from umsicht.vocabulary.enums import Scheme

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_RULE = ("freq", "interval", "count", "byday", "bymonthday", "wkst")


def listed(value: Any) -> list[Values]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def hours(schedules: Iterable[Values]) -> list[Values]:
    """Weekly opening hours; what does not fit a week of ours is left out, not bent."""
    spans: list[Values] = []
    for row in schedules:
        days = [day for day in WEEKDAYS if day in str(row.get("byday") or "").upper().split(",")]
        opens, closes = (str(row.get(name) or "")[:5] for name in ("opens_at", "closes_at"))
        if (
            str(row.get("freq") or "WEEKLY").upper() == "WEEKLY"
            and days
            and _TIME.fullmatch(opens)
            and _TIME.fullmatch(closes)
            and opens < closes
        ):
            spans.append({"days": days, "opens": opens, "closes": closes})
    taken: dict[str, list[tuple[str, str]]] = {}
    for span in spans:
        for day in span["days"]:
            if any(span["opens"] < closes and opens < span["closes"] for opens, closes in taken.get(day, [])):
                return []
            taken.setdefault(day, []).append((span["opens"], span["closes"]))
    return spans


def costs(record: Mapping[str, Any], words: Words) -> list[Values]:
    """Amounts in euros as amounts; other currencies and words as a note, so that nothing is converted in secret."""
    format_code = words.first(Scheme.FORMAT, "sonstiges", "beratung", "workshop")
    payer, free = words.first(Scheme.PAYER, "teilnehmende", "schule"), words.first(Scheme.PAYER, "kostenfrei")
    if not format_code or not payer:
        return []
    found: list[Values] = []
    for row in listed(record.get("cost_options"))[:20]:
        amount, currency = row.get("amount"), str(row.get("currency") or "").upper()
        words_of = ", ".join(
            filter(None, (one_line(str(row.get(n) or "")) for n in ("option", "amount_description")))
        )
        cost: Values = {
            "format": words.code(Scheme.FORMAT, str(row.get("option") or "")) or format_code,
            "per": "",
            "payer": payer,
            "amount_cents": None,
        }
        if amount in (0, "0", 0.0):
            cost |= {"amount_cents": 0, "payer": free}
        elif isinstance(amount, int | float) and currency == "EUR" and 0 <= amount < 100_000:
            cost["amount_cents"] = round(amount * 100)
        elif amount:
            words_of = f"{amount} {currency} {words_of}".strip()
        found.append(cost | {"note": truncate(words_of, 300)})
    fees = prose(str(record.get("fees_description") or record.get("fees") or ""))
    if not found and fees:
        is_free = fees.lower().strip(" .") in {
            "free",
            "free of charge",
            "no charge",
            "no cost",
            "kostenfrei",
            "kostenlos",
        }
        found.append(
            {
                "format": format_code,
                "per": "",
                "payer": free if is_free else payer,
                "amount_cents": 0 if is_free else None,
                "note": "" if is_free else truncate(fees, 300),
            }
        )
    return found


def schedules(found: Item, record: Mapping[str, Any]) -> None:
    """Dates with a first day become dates; weekly hours without one are opening hours of the place."""
    sessions = []
    for row in listed(record.get("schedules"))[:50]:
        session = _session(row)
        if session:
            sessions.append(session)
    if sessions:
        found.sessions = sessions
    elif "opening_hours" not in found.point and found.point:
        weekly = hours(listed(record.get("schedules")))
        if weekly:
            found.point["opening_hours"] = weekly


def _session(row: Values) -> Values | None:
    opens = str(row.get("opens_at") or "")[:5]
    if not row.get("dtstart") or not _TIME.fullmatch(opens):
        return None
    notes = str(row.get("notes") or "")
    named = re.search(r"RRULE: (\S+)", notes)
    rule = named[1] if named else ";".join(f"{name.upper()}={row[name]}" for name in _RULE if row.get(name))
    if not named and "FREQ" not in rule:
        rule = ""
    if not named and rule and row.get("until"):
        rule += ";UNTIL=" + str(row["until"]).replace("-", "")[:8]
    minutes = _minutes(opens, str(row.get("closes_at") or "")[:5])
    zone = re.search(r"Zeitzone ([A-Za-z_]+/[A-Za-z_]+)", notes)
    gone = re.search(r"Fällt aus am (.+)$", notes)
    session: Values = {
        "start": f"{str(row['dtstart'])[:10]}T{opens}",
        "tzid": zone[1] if zone else "Europe/Berlin",
        "duration_minutes": minutes,
        "rule": rule,
        "exdates": gone[1].split(", ") if gone else [],
    }
    try:
        Series.parse(**session)
    except (
        ValidationError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
    ):  # the rest of the record is still good
        return None
    return session


def _minutes(opens: str, closes: str) -> int | None:
    if not _TIME.fullmatch(closes):
        return None
    length = int(closes[:2]) * 60 + int(closes[3:]) - int(opens[:2]) * 60 - int(opens[3:])
    return length % 1440 or None
