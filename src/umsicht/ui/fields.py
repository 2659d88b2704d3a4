"""Fields that many forms share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umsicht.core import german, numbers
from umsicht.core.errors import BadInput

EARLIEST, LATEST = 1900, 2100


class SuggestInput(forms.TextInput):
    """A line of text with known values to choose from; anything else may be typed."""

    options: Iterable[tuple[str, str]] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        key = f"vorschlaege-{name}"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        known = format_html_join("", '<option value="{}">{}</option>', self.options)
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, known)


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


class _Limit:
    """Says the limit of a field as it would be typed: 0,01 and not 0.01."""

    def __call__(self, value: Any) -> None:
        try:
            super().__call__(value)  # type: ignore[misc]
        except forms.ValidationError as error:
            limit = (error.params or {})["limit_value"]
            places = max(-int(Decimal(str(limit)).as_tuple().exponent), 0)
            error.params = {**(error.params or {}), "limit_value": numbers.show(limit, places=places)}
            raise


class _Least(_Limit, MinValueValidator):
    pass


class _Most(_Limit, MaxValueValidator):
    pass


def _limits(low: Any, high: Any) -> list[Any]:
    return [kind(limit) for kind, limit in ((_Least, low), (_Most, high)) if limit is not None]


class CountField(forms.IntegerField):
    """A count of people or things as Germans write it: "2.000" is two thousand, "12,5" is none.

    Django's own field drops ".000" as decimals. A line of text, because number inputs of browsers read points as they like.
    """

    widget = forms.TextInput

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += _limits(min_value, max_value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = str(value).strip()
        try:
            return numbers.whole(text) if text else None
        except BadInput as error:
            message = _("Please give a whole number, for example 1.200.")
            raise forms.ValidationError(message, code="invalid") from error


class FigureField(forms.DecimalField):
    """A figure as Germans write it, with or without decimals: "1.200" is not one and a fifth."""

    widget = forms.TextInput

    def __init__(self, *, min_value: Any = None, max_value: Any = None, **kwargs: Any) -> None:
        super().__init__(localize=True, **kwargs)
        self.validators += _limits(min_value, max_value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def to_python(self, value: Any) -> Any:
        """A Decimal, or None where nothing was typed."""
        if value is None or isinstance(value, Decimal):
            return value
        text = str(value).strip()
        try:
            return numbers.parse(text) if text else None
        except BadInput as error:
            raise forms.ValidationError(error.message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return german.number_text(
            value, 0 if value == value.to_integral_value() else self.decimal_places or 0
        )


class TimeField(forms.TimeField):
    """A time of day, picked in the browser or typed as 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)
