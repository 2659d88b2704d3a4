"""A record of a source and an offer of ours side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from umsicht.exchange.domain.answering import ANSWERS
from umsicht.exchange.domain.records import plain_of
from umsicht.exchange.enums import QuestionKind
from umsicht.exchange.interfaces.exports import label_of, shown
from umsicht.exchange.models import Question
from umsicht.exchange.transitions import QUESTION

_ORGANISATION = ("name", "phone", "email", "website")
_POINT = ("street", "postal_code", "city", "phone", "email")
_OFFER = ("title", "summary", "description")


@dataclass(frozen=True)
class Side:
    """One line: what ours says, what theirs says. `field` names what may be taken over, "" for what can't."""

    field: str
    label: str
    ours: str
    theirs: str

    @property
    def differs(self) -> bool:
        return self.ours != self.theirs


def sides_of(question: Question) -> list[Side]:
    values, offer = question.values, question.offer
    theirs = dict(values.get("offer") or {})
    names = (
        list(question.diff)
        if question.kind == QuestionKind.CONFLICT
        else [*_OFFER, *(n for n in theirs if n not in _OFFER)]
    )
    found = [
        Side(name, label_of("offer", name), shown(_plain(offer, name)), shown(theirs.get(name)))
        for name in names
        if name in theirs and hasattr(offer, name)
    ]
    if question.kind == QuestionKind.CONFLICT:
        return found
    found += _others("organisation", _ORGANISATION, offer.provider, values.get("organisation") or {})
    return found + _others("point", _POINT, offer.contact_point, values.get("point") or {})


def _others(kind: str, names: tuple[str, ...], record: Any, theirs: dict[str, Any]) -> list[Side]:
    rows = (
        Side("", label_of(kind, name), shown(getattr(record, name, "")), shown(theirs.get(name)))
        for name in names
    )
    return [row for row in rows if row.ours or row.theirs]


def _plain(offer: Any, name: str) -> Any:
    return plain_of(offer, name)


def answers_of(question: Question) -> list[tuple[str, Any]]:
    """(name, words on the button)."""
    return [(name, QUESTION[name].label) for name in ANSWERS[QuestionKind(question.kind)]]
