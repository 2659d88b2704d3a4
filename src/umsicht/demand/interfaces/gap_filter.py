"""The address of the desk's view of unmet demand, read tolerantly: what is no choice falls away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from umsicht.demand.enums import Channel, Outcome
from umsicht.demand.queries.gaps import (
    AGE,
    AUDIENCE,
    DIMENSIONS,
    DISTRICT,
    SPANS,
    TOPIC,
    TOWN,
    Filters,
    Span,
)

Choices = Sequence[tuple[str, Any]]  # labels may be translated lazily
WORDS = {
    TOPIC: "thema",
    AUDIENCE: "zielgruppe",
    AGE: "alter",
    DISTRICT: "stadtteil",
    TOWN: "kommune",
    "channel": "weg",
    "outcome": "ergebnis",
}
"""Dimensions as the address names them."""
BY = (TOPIC, AUDIENCE, AGE, DISTRICT, TOWN)
LEGENDS = {
    TOPIC: _("Topic"),
    AUDIENCE: _("Audience"),
    AGE: _("Age"),
    DISTRICT: _("City district"),
    TOWN: _("Municipality"),
    "channel": _("Where somebody looked"),
    "outcome": _("What came of it"),
}
DEFAULT_SPAN = "90"
DEFAULT_BY = (TOPIC, AUDIENCE)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    days: str
    filters: Filters
    by: tuple[str, ...]

    @property
    def span(self) -> Span:
        return Span.back(SPANS[self.days])

    @classmethod
    def read(cls, query: QueryDict, choices: Mapping[str, Choices]) -> Wanted:
        known = {name: {code for code, _label in choices.get(name, ())} for name in DIMENSIONS}
        known |= {"channel": set(Channel.values), "outcome": set(Outcome.values)}
        given = {name: query.get(WORDS[name], "") for name in known}
        days = query.get("zeit", "")
        chosen = set(query.getlist("nach"))
        return cls(
            days if days in SPANS else DEFAULT_SPAN,
            Filters(**{name: code if code in known[name] else "" for name, code in given.items()}),
            tuple(name for name in BY if WORDS[name] in chosen and name in choices) or DEFAULT_BY,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The address again, in one order."""
        pairs = [("zeit", self.days), *((WORDS[name], code) for name, code in self.filters.given().items())]
        return [*pairs, *(("nach", WORDS[name]) for name in self.by)]


class GapFilterForm(forms.Form):
    """Drawn from what is in force. `choices` maps dimensions to codes and labels; one without choices has no field."""

    def __init__(self, wanted: Wanted, choices: Mapping[str, Choices]) -> None:
        given = {WORDS[name]: code for name, code in wanted.filters.given().items()}
        super().__init__(initial={"zeit": wanted.days, "nach": [WORDS[name] for name in wanted.by], **given})
        spans = [("30", _("30 days")), ("90", _("90 days")), ("365", _("12 months"))]
        self.fields["zeit"] = forms.ChoiceField(label=_("Time span"), choices=spans)
        for name in (*DIMENSIONS, "channel", "outcome"):
            if choices.get(name):
                self.fields[WORDS[name]] = forms.ChoiceField(
                    label=LEGENDS[name], choices=[("", _("all")), *choices[name]]
                )
        self.fields["nach"] = forms.MultipleChoiceField(
            label=_("Break down by"),
            choices=[(WORDS[name], LEGENDS[name]) for name in BY if name in choices],
            widget=forms.CheckboxSelectMultiple,
        )
