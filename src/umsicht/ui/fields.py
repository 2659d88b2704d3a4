"""Fields that many forms share."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from umsicht.core import german, numbers
from umsicht.core.errors import BadInput

EARLIEST, LATEST = 1900, 2100


class DayField(forms.DateField):
    """A calendar day, picked in the browser or typed as 2026-11-18 or 18.11.2026; never outside of 1900 to 2100."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day is not None and not EARLIEST <= day.year <= LATEST:
            raise forms.ValidationError(
                _("Please give a day between %(from)s and %(to)s.") % {"from": EARLIEST, "to": LATEST}
            )
        return day


class TimeField(forms.TimeField):
    """A time of day, picked in the browser or typed as 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class GermanNumberField(forms.DecimalField):
    """A figure as German papers write it: "1.300", "12.345,67". A point is never a decimal mark."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django's own
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return numbers.parse(value)
        except BadInput as error:
            raise forms.ValidationError(error.message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return german.number_text(
            value, 0 if value == value.to_integral_value() else self.decimal_places or 0
        )
