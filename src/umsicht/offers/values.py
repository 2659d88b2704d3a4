"""Typed values inside an offer or programme; the database holds their JSON.

parse() checks shape and ranges and raises ValidationError with a sentence for people; whether a code is a term of the
vocabulary is asked in validators, because that needs the tenant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.offers.enums import PAYER_FREE, PAYER_FUNDED, PAYER_INSURER, CostClass, CostPer, Direction

MAX_CENTS = 10_000_000
LAST_GRADE = 13
_PER = frozenset(("", *CostPer.values))
_DIRECTIONS = frozenset(Direction.values)


def _keys(value: Any, allowed: Iterable[str], required: Iterable[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValidationError(_("A group of fields was expected."), code="shape")
    unknown = sorted(map(str, set(value) - set(allowed)))
    if unknown:
        raise ValidationError(_("Unknown field: %(names)s.") % {"names": ", ".join(unknown)}, code="unknown")
    missing = [name for name in required if value.get(name) in (None, "")]
    if missing:
        raise ValidationError(_("Missing: %(names)s.") % {"names": ", ".join(missing)}, code="missing")
    return value


def _text(value: Any, name: str, length: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValidationError(_("%(name)s must be a text.") % {"name": name}, code="type")
    if len(value) > length:
        raise ValidationError(
            _("%(name)s is longer than %(length)s characters.") % {"name": name, "length": length},
            code="long",
        )
    return value.strip()


def _number(value: Any, name: str, low: int, high: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValidationError(
            _("%(name)s must be a whole number from %(low)s to %(high)s.")
            % {"name": name, "low": low, "high": high},
            code="range",
        )
    return value


def _choice(value: Any, name: str, choices: Collection[str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise ValidationError(
            _("%(name)s: “%(value)s” is not possible here.") % {"name": name, "value": str(value)[:40]},
            code="choice",
        )
    return str(value)


def _web(value: Any, name: str) -> str:
    text = _text(value, name, 400)
    if text and urlsplit(text).scheme not in {"http", "https"}:
        raise ValidationError(_("%(name)s must start with http:// or https://.") % {"name": name}, code="url")
    return text


@dataclass(frozen=True, slots=True)
class Cost:
    """One price. `format` and `payer` are vocabulary codes; an amount of None means: on request."""

    format: str
    amount_cents: int | None
    per: str
    payer: str
    note: str = ""

    @classmethod
    def parse(cls, value: Any) -> Cost:
        data = _keys(value, ("format", "amount_cents", "per", "payer", "note"), ("format", "payer"))
        cost = cls(
            format=_text(data["format"], "format", 60),
            amount_cents=_number(data.get("amount_cents"), "amount_cents", 0, MAX_CENTS),
            per=_choice(data.get("per") or "", "per", _PER),
            payer=_text(data["payer"], "payer", 60),
            note=_text(data.get("note"), "note", 300),
        )
        if cost.payer == PAYER_FREE and cost.amount_cents:
            raise ValidationError(_("What is free of charge has no amount."), code="free")
        return cost

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_free(self) -> bool:
        return self.payer == PAYER_FREE

    @property
    def is_subsidised(self) -> bool:
        """The amount holds only where somebody else adds money."""
        return self.payer in {PAYER_FUNDED, PAYER_INSURER}


def cost_from_cents(costs: Iterable[Cost]) -> int | None:
    """The cheapest amount a reader may have to pay without help; with help only if there is no other price."""
    costs = list(costs)
    if any(cost.is_free for cost in costs):
        return 0
    regular = [c.amount_cents for c in costs if not c.is_subsidised and c.amount_cents is not None]
    helped = [c.amount_cents for c in costs if c.is_subsidised and c.amount_cents is not None]
    return min(regular or helped, default=None)


def cost_classes(costs: Iterable[Cost]) -> list[str]:
    """Which steps of the cost filter an offer belongs to."""
    costs = list(costs)
    found: list[str] = []
    if any(cost.is_free for cost in costs):
        found.append(CostClass.FREE)
    if any(cost.payer == PAYER_FUNDED for cost in costs):
        found.append(CostClass.FUNDABLE)
    cents = cost_from_cents(costs)
    if cents is None:
        return found
    steps = {CostClass.UP_TO_50: 50_00, CostClass.UP_TO_100: 100_00, CostClass.UP_TO_200: 200_00}
    reached = [step for step, limit in steps.items() if cents <= limit]
    return [*found, *(reached or [CostClass.MORE])]


@dataclass(frozen=True, slots=True)
class CurriculumLink:
    """Where an offer fits into lessons. `wording` says whose words the learning area is in."""

    subject: str
    grade_from: int | None
    grade_to: int | None
    learning_area: str
    wording: str = ""

    @classmethod
    def parse(cls, value: Any) -> CurriculumLink:
        data = _keys(
            value,
            ("subject", "grade_from", "grade_to", "learning_area", "wording"),
            ("subject", "learning_area"),
        )
        link = cls(
            subject=_text(data["subject"], "subject", 60),
            grade_from=_number(data.get("grade_from"), "grade_from", 1, LAST_GRADE),
            grade_to=_number(data.get("grade_to"), "grade_to", 1, LAST_GRADE),
            learning_area=_text(data["learning_area"], "learning_area", 200),
            wording=_text(data.get("wording"), "wording", 200),
        )
        if link.grade_from and link.grade_to and link.grade_to < link.grade_from:
            raise ValidationError(_("The last grade lies before the first."), code="order")
        return link

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a study found for one aim: direction (effect) and design (quality of the proof) are kept apart."""

    outcome: str
    direction: str
    design: str
    source_url: str = ""
    as_of: str = ""

    @classmethod
    def parse(cls, value: Any) -> Outcome:
        data = _keys(
            value,
            ("outcome", "direction", "design", "source_url", "as_of"),
            ("outcome", "direction", "design"),
        )
        as_of = _text(data.get("as_of"), "as_of", 10)
        try:
            _day = dt.date.fromisoformat(as_of) if as_of else None
        except ValueError:
            raise ValidationError(_("as_of must be a date such as 2026-11-22."), code="date") from None
        return cls(
            outcome=_text(data["outcome"], "outcome", 200),
            direction=_choice(data["direction"], "direction", _DIRECTIONS),
            design=_text(data["design"], "design", 300),
            source_url=_web(data.get("source_url"), "source_url"),
            as_of=as_of,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def parse_all(kind: Any, value: Any) -> list[Any]:
    """A stored list as values of `kind`. Raises ValidationError naming the position of the first bad one."""
    if not isinstance(value, list):
        raise ValidationError(_("A list was expected."), code="shape")
    found = []
    for position, item in enumerate(value, start=1):
        try:
            found.append(kind.parse(item))
        except ValidationError as error:
            raise ValidationError(
                _("Entry %(position)s: %(why)s") % {"position": position, "why": " ".join(error.messages)},
                code=error.code,
            ) from error
    return found


def stored(kind: Any, value: Any) -> list[Any]:
    """Like parse_all, but leaves out what can't be read, so that a page never breaks on old data."""
    return list(_stored(kind, Written(value))) if isinstance(value, list) else []


class Written:
    """JSON from the database as a key: equal when it is written the same."""

    __slots__ = ("text", "value")

    def __init__(self, value: list[Any]) -> None:
        self.value, self.text = value, repr(value)

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Written) and self.text == other.text


@lru_cache(maxsize=4096)
def _stored(kind: Any, written: Written) -> tuple[Any, ...]:
    """Kept, because the same few prices stand in thousands of offers; values are frozen, so nobody can change them."""
    found = []
    for item in written.value:
        try:
            found.append(kind.parse(item))
        except ValidationError:
            continue
    return tuple(found)
