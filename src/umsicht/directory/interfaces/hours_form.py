"""Opening hours as a table of the week: two spans a day, filled in without knowing a format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.directory.values import MIDNIGHT, WEEKDAYS, Hours

SPANS = 2
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?")


class TimeOfDay(forms.CharField):
    """ "9", "9:30", "9.30 Uhr" or "09:30"; cleans to "09:30". An end of 0:00 is the end of the day."""

    def __init__(self, *, is_end: bool, **kwargs: Any) -> None:
        self.is_end = is_end
        widget = forms.TextInput(attrs={"type": "time"})
        super().__init__(required=False, max_length=12, widget=widget, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A time input knows no longest text."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "").lower().replace("uhr", "").strip()
        if not typed:
            return ""
        match = _TIME.fullmatch(typed)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if self.is_end and (hour, minute) in {(0, 0), (24, 0)}:
            return MIDNIGHT
        if hour > 23 or minute > 59:
            raise ValidationError(_("“%(time)s” is not a time such as 09:00.") % {"time": typed}, code="time")
        return f"{hour:02d}:{minute:02d}"


@dataclass(frozen=True)
class Day:
    """One row of the table: its name and the pairs of fields."""

    name: str
    pairs: list[tuple[forms.BoundField, forms.BoundField]]

    @property
    def errors(self) -> list[str]:
        return [str(text) for pair in self.pairs for field in pair for text in field.errors]


class HoursForm(forms.Form):
    """`spans()` gives what the contact point stores."""

    prefix = "zeit"
    marks_optional = False

    def __init__(self, *args: Any, held: Any = (), **kwargs: Any) -> None:
        by_day = _by_day(held)
        self.held = list(held or [])
        self.rows = max([SPANS, *(len(spans) for spans in by_day.values())])
        initial = {
            f"{day}_{number}_{end}": _shown(time)
            for day, spans in by_day.items()
            for number, span in enumerate(spans)
            for end, time in zip(("von", "bis"), span, strict=True)
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for index, day in enumerate(WEEKDAYS):
            for number in range(self.rows):
                for end, words in (("von", gettext_lazy("from")), ("bis", gettext_lazy("until"))):
                    label = f"{DAY_NAMES[index]}, {number + 1}., {words}"
                    self.fields[f"{day}_{number}_{end}"] = TimeOfDay(label=label, is_end=end == "bis")

    def days(self) -> Iterator[Day]:
        for index, day in enumerate(WEEKDAYS):
            yield Day(
                str(DAY_NAMES[index]),
                [(self[f"{day}_{n}_von"], self[f"{day}_{n}_bis"]) for n in range(self.rows)],
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for day in WEEKDAYS:
            for number in range(self.rows):
                self._pair(cleaned, f"{day}_{number}_von", f"{day}_{number}_bis")
        if not self.errors:
            try:
                Hours.parse(self._typed())
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def _pair(self, cleaned: dict[str, Any], opens: str, closes: str) -> None:
        if opens in self.errors or closes in self.errors:
            return
        start, end = cleaned.get(opens, ""), cleaned.get(closes, "")
        if bool(start) != bool(end):
            self.add_error(closes if start else opens, _("Please give both, start and end."))
        elif start and end <= start:
            self.add_error(closes, _("The end must lie after the start."))

    def spans(self) -> list[dict[str, Any]]:
        """What to store; the same week as before is what was stored."""
        new = self._typed()
        return self.held if _by_day(new) == _by_day(self.held) else new

    def _typed(self) -> list[dict[str, Any]]:
        """Days with the same hours stand together."""
        found: dict[tuple[str, str], list[str]] = {}
        for day in WEEKDAYS:
            for number in range(self.rows):
                start = self.cleaned_data.get(f"{day}_{number}_von", "")
                end = self.cleaned_data.get(f"{day}_{number}_bis", "")
                if start and end:
                    found.setdefault((start, end), []).append(day)
        return [{"days": days, "opens": opens, "closes": closes} for (opens, closes), days in found.items()]


def _by_day(held: Any) -> dict[str, list[tuple[str, str]]]:
    try:
        hours = Hours.parse(held or [])
    except ValidationError:
        hours = Hours()
    found: dict[str, list[tuple[str, str]]] = {}
    for span in hours.spans:
        for day in span.days:
            found.setdefault(day, []).append((span.opens, span.closes))
    return {day: sorted(spans) for day, spans in found.items()}


def _shown(time: str) -> str:
    """Browsers know no 24:00."""
    return "00:00" if time == MIDNIGHT else time


def copied(data: Any, day: str, to: tuple[str, ...]) -> Any:
    """The sent form with the hours of one day written to others; for the button "same on all weekdays"."""
    mine = data.copy()
    for key in list(data):
        head, _sep, rest = key.removeprefix("zeit-").partition("_")
        if key.startswith("zeit-") and head == day:
            for other in to:
                mine[f"zeit-{other}_{rest}"] = data[key]
    return mine
