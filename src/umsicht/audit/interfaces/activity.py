"""The filter of "who did what", and its list for taking away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.audit.queries.activity import Deed
from umsicht.core import clock
from umsicht.ui.fields import DayField

SPANS = (
    ("7", gettext_lazy("last 7 days")),
    ("30", gettext_lazy("last 30 days")),
    ("90", gettext_lazy("last 90 days")),
    ("365", gettext_lazy("last year")),
)


class ActivityForm(forms.Form):
    """What can't be read counts as not given. Own days count before the span."""

    marks_optional = False

    zeitraum = forms.ChoiceField(label=gettext_lazy("Time"), required=False, choices=SPANS, initial="30")
    von = DayField(
        label=gettext_lazy("From"),
        required=False,
    )
    bis = DayField(
        label=gettext_lazy("Until"),
        required=False,
    )
    wer = forms.TypedChoiceField(label=gettext_lazy("Who"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: object, *, actors: Sequence[tuple[int, str]]) -> None:
        super().__init__(data or None)  # type: ignore[arg-type]
        self.fields["wer"].choices = [("", gettext_lazy("everyone")), *actors]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[dt.date, dt.date, int | None]:
        """First day, last day, person."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        until = given.get("bis") or clock.today()
        since = given.get("von") or until - dt.timedelta(days=int(given.get("zeitraum") or 30) - 1)
        return min(since, until), until, given.get("wer")


def activity_columns() -> list[str]:
    return [_("Who"), _("What"), _("How often"), _("Last time")]


def activity_rows(deeds: Iterable[Deed]) -> Iterator[list[Any]]:
    for deed in deeds:
        yield [deed.who, deed.label, deed.count, deed.last]
