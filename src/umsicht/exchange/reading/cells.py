"""One cell of a table as a value of ours. Raises BadInput with a German sentence; the reader adds line and column."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.core import clock, money, numbers
from umsicht.core.errors import BadInput
from umsicht.core.text import clean, one_line
from umsicht.exchange.columns import Field, folded
from umsicht.exchange.items import LONGEST
from umsicht.offers.enums import Availability, Booking, CostPer, OfferState, Origin, PlaceMode
from umsicht.offers.values import Cost, CurriculumLink, parse_all
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue

_SPLIT = re.compile(r"\s*[|;\n]\s*")
_COMMA = re.compile(r"\s*,\s*")
_CODE = re.compile(r"[a-z0-9][a-z0-9\-]*")
_PER = re.compile(r"(?:\bje\b|\bpro\b|/)\s*(\w+)", re.IGNORECASE)
_FREE = {
    "kostenfrei",
    "kostenlos",
    "frei",
    "gratis",
    "free",
    "free of charge",
    "0",
    "0 eur",
    "0 euro",
    "keine",
    "umsonst",
}
_YES, _NO = {"ja", "j", "yes", "y", "true", "wahr", "1", "x"}, {"nein", "n", "no", "false", "falsch", "0"}
_MODES = {
    "at provider": PlaceMode.AT_PROVIDER, "beim anbieter": PlaceMode.AT_PROVIDER, "bei uns": PlaceMode.AT_PROVIDER,
    "comes to you": PlaceMode.COMES_TO_YOU, "kommt zu ihnen": PlaceMode.COMES_TO_YOU, "vor ort": PlaceMode.COMES_TO_YOU,
    "in der schule": PlaceMode.COMES_TO_YOU, "an der schule": PlaceMode.COMES_TO_YOU, "aufsuchend": PlaceMode.COMES_TO_YOU,
    "venue": PlaceMode.VENUE, "an einem veranstaltungsort": PlaceMode.VENUE, "veranstaltungsort": PlaceMode.VENUE,
    "online": PlaceMode.ONLINE, "digital": PlaceMode.ONLINE,
}  # fmt: skip
_BOOKING = {
    "mit anmeldung": Booking.REGISTRATION, "anmeldung": Booking.REGISTRATION, "registration": Booking.REGISTRATION,
    "nach vereinbarung": Booking.ARRANGEMENT, "auf anfrage": Booking.ARRANGEMENT, "by arrangement": Booking.ARRANGEMENT,
    "ohne anmeldung": Booking.DROP_IN, "einfach kommen": Booking.DROP_IN, "offen": Booking.DROP_IN,
    "drop in": Booking.DROP_IN, "sprechstunde": Booking.DROP_IN,
}  # fmt: skip
_ORIGIN = {"programm": Origin.PROGRAMME, "eigenes": Origin.HOME_GROWN, "home grown": Origin.HOME_GROWN}
_AVAILABILITY = {"frei": Availability.OPEN, "ja": Availability.OPEN, "warteliste": Availability.WAITING}
_STATES = {"entwurf": OfferState.DRAFT, "eingereicht": OfferState.SUBMITTED, "veroeffentlicht": OfferState.PUBLISHED,
           "pausiert": OfferState.PAUSED, "archiviert": OfferState.ARCHIVED}  # fmt: skip
_PERS = {folded(str(per.value)): per.value for per in CostPer} | {
    "person": CostPer.PERSON, "teilnehmer": CostPer.PERSON, "teilnehmenden": CostPer.PERSON, "kind": CostPer.PERSON,
    "klasse": CostPer.CLASS, "gruppe": CostPer.GROUP, "schule": CostPer.SCHOOL, "termin": CostPer.SESSION,
}  # fmt: skip


class Words:
    """Labels and codes of a tenant's vocabulary, as people write them → code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._by_label: dict[str, dict[str, str]] = {}

    def labels(self, scheme: str) -> dict[str, str]:
        if scheme not in self._by_label:
            found: dict[str, str] = {}
            for entry in self.catalogue.current(scheme):
                for word in (
                    entry.code,
                    entry.label_de,
                    entry.label_context,
                    entry.label_en,
                    entry.label_plain,
                ):
                    if word:
                        found.setdefault(folded(word), entry.code)
            self._by_label[scheme] = found
        return self._by_label[scheme]

    def code(self, scheme: str, word: str) -> str:
        """The code of a label or code; "" when the vocabulary has none."""
        return self.labels(scheme).get(folded(word), "")

    def first(self, scheme: str, *wanted: str) -> str:
        known = self.catalogue.scheme(scheme)
        return next((code for code in wanted if code in known), next(iter(known), ""))


def read(field: Field, cell: str, words: Words) -> Any:
    """The value of a filled cell."""
    if len(cell) > LONGEST:
        raise BadInput(
            _("This cell is longer than %(most)s characters.") % {"most": f"{LONGEST:,}".replace(",", ".")}
        )
    return _READERS[field.kind](field, cell, words)


def _text(field: Field, cell: str, _words: Words) -> str:
    value = one_line(cell)
    if field.length and len(value) > field.length:
        raise BadInput(
            _("At most %(most)s characters; here are %(found)s.")
            % {"most": field.length, "found": len(value)}
        )
    return value


def _long(_field: Field, cell: str, _words: Words) -> str:
    return clean(cell)


def _lines(_field: Field, cell: str, _words: Words) -> list[str]:
    return [one_line(part) for part in _SPLIT.split(clean(cell)) if part.strip()]


def _terms(field: Field, cell: str, words: Words) -> list[str]:
    """Codes or labels between |, ; or line breaks; commas too where the whole is no label of its own."""
    found: list[str] = []
    unknown: list[str] = []
    for part in _SPLIT.split(cell.strip()):
        whole = words.code(field.scheme, part)
        for word in [part] if whole else _COMMA.split(part):
            code = whole or words.code(field.scheme, word)
            if not word.strip():
                continue
            if not code:
                unknown.append(word.strip()[:60])
            elif code not in found:
                found.append(code)
    if unknown:
        names = ", ".join(f"„{word}“" for word in unknown[:5])
        raise BadInput(
            _("Not in the vocabulary “%(list)s”: %(words)s.")
            % {"list": Scheme(field.scheme).label, "words": names}
        )
    order = list(words.catalogue.scheme(field.scheme))
    return sorted(found, key=order.index)


def _term(field: Field, cell: str, words: Words) -> str:
    code = words.code(field.scheme, cell)
    if not code:
        raise BadInput(
            _("Not in the vocabulary “%(list)s”: %(words)s.")
            % {"list": Scheme(field.scheme).label, "words": f"„{cell.strip()[:60]}“"}
        )
    return code


def _whole(_field: Field, cell: str, _words: Words) -> int:
    number = numbers.whole(cell.strip().removesuffix(".0"))
    if not 0 <= number <= 32_000:
        raise BadInput(_("Please give a whole number from 0 to 32,000."))
    return number


def _degrees(_field: Field, cell: str, _words: Words) -> float:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError as error:
        raise BadInput(_("Please give degrees such as 50,8313.")) from error


def _day(_field: Field, cell: str, _words: Words) -> str:
    return clock.parse_date(cell.strip()[:10]).isoformat()


def _flag(_field: Field, cell: str, _words: Words) -> bool:
    word = folded(cell)
    if word in _YES | _NO:
        return word in _YES
    raise BadInput(_("Please write yes or no."))


def _choice(field: Field, cell: str, _words: Words) -> str:
    choices: dict[str, tuple[type[Any], Mapping[str, str]]] = {
        "booking": (Booking, _BOOKING),
        "origin": (Origin, _ORIGIN),
        "availability": (Availability, _AVAILABILITY),
    }
    kind, spoken = choices[field.key]
    known = {folded(str(value)): value for value in kind.values}
    known |= {folded(str(label)): value for value, label in kind.choices}
    value = known.get(folded(cell)) or spoken.get(folded(cell))
    if value is None:
        raise BadInput(_("“%(value)s” is not possible here.") % {"value": cell.strip()[:40]})
    return str(value)


def _special(field: Field, cell: str, words: Words) -> Any:
    if field.key == "published_at":
        return clock.parse_moment(cell).isoformat()
    if field.key == "state":
        state = _STATES.get(folded(cell)) or (folded(cell) if folded(cell) in OfferState.values else None)
        if state is None:
            raise BadInput(_("“%(value)s” is not possible here.") % {"value": cell.strip()[:40]})
        return str(state)
    found: list[str] = []
    for part in re.split(r"\s*[|;,\n]\s*", cell.strip()):
        mode = _MODES.get(folded(part))
        if mode is None:
            raise BadInput(_("“%(value)s” is not possible here.") % {"value": part[:40]})
        if mode.value not in found:
            found.append(mode.value)
    return found


def _json(field: Field, cell: str, _words: Words) -> Any:
    try:
        value = json.loads(cell)
    except ValueError as error:
        raise BadInput(_("This is no JSON.")) from error
    return _parsed(CurriculumLink, value) if field.key == "curriculum" else value


def _parsed(kind: Any, value: Any) -> list[dict[str, Any]]:
    try:
        return [part.to_json() for part in parse_all(kind, value)]
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error


def _costs(_field: Field, cell: str, words: Words) -> list[dict[str, Any]]:
    """JSON as our export writes it, or what people write: "kostenfrei", "120 € je Klasse", "3,50 Euro pro Kind"."""
    if cell.lstrip().startswith("["):
        return _parsed(Cost, _json(Field("costs", "offer", "costs", ""), cell, words))
    return price(cell, words)


def price(cell: str, words: Words) -> list[dict[str, Any]]:
    """One price in words. What is no amount becomes a note; Raises BadInput for an impossible amount."""
    format_code = words.first(Scheme.FORMAT, "sonstiges", "beratung", "workshop")
    plain = one_line(cell)
    cost: dict[str, Any] = {"format": format_code, "amount_cents": None, "per": "", "payer": "", "note": ""}
    if folded(plain) in _FREE:
        return [cost | {"amount_cents": 0, "payer": words.first(Scheme.PAYER, "kostenfrei")}]
    cost["payer"] = words.first(Scheme.PAYER, "teilnehmende", "schule")
    per = _PER.search(plain)
    if per:
        cost["per"] = str(_PERS.get(folded(per[1]), ""))
    amount = plain[: per.start()] if per else plain
    try:
        cost["amount_cents"] = money.cents(money.parse(amount))
    except BadInput:
        cost["note"] = plain[:300]
    return [cost]


_READERS: dict[str, Callable[[Field, str, Words], Any]] = {
    "text": _text, "long": _long, "lines": _lines, "terms": _terms, "term": _term, "whole": _whole,
    "degrees": _degrees, "day": _day, "flag": _flag, "choice": _choice, "json": _json, "costs": _costs,
    "special": _special,
}  # fmt: skip
