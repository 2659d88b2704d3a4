"""What the forms of fieldwork share, and those of patrols. They only shape input; the domain functions check it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.fieldwork.enums import ObservationKind, ShiftState
from umsicht.fieldwork.models import PatrolShift
from umsicht.fieldwork.queries.patrols import Wanted, week_of
from umsicht.fieldwork.values import as_lines, numbered
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import CountField, DayField, TimeField


class LinesField(TextField):
    """One thing a line with its number, as "Ordnungsamt: 2"; cleans to pairs."""

    def clean(self, value: Any) -> Any:
        try:
            return numbered(str(super().clean(value) or ""))
        except BadInput as error:
            raise forms.ValidationError(error.message) from error


def districts(tenant: Tenant, *held: str) -> list[tuple[str, str]]:
    """Districts of the city as choices; one that is stored already stays a choice."""
    found = {place.key: place.name for place in atlas(tenant).districts}
    for key in held:
        found.setdefault(key, key)
    return list(found.items())


def district_name(tenant: Tenant, key: str) -> str:
    place = atlas(tenant).district(key)
    return place.name if place else key


def district_names(tenant: Tenant, keys: Iterable[str]) -> str:
    return ", ".join(district_name(tenant, key) for key in keys)


LAST = ["stadtteil", "sortierung"]
"""What all filters share stands behind what each has of its own."""


class DistrictFilterForm(forms.Form):
    """A filter of records that stand in a city district. All parts are optional; an unknown value counts as none."""

    marks_optional = False

    stadtteil = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stadtteil"].choices = [("", _("all")), *districts(tenant)]  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name not in LAST] + LAST)


class PatrolFilterForm(DistrictFilterForm):
    """A week is given by any of its days."""

    woche = DayField(label=gettext_lazy("Week of"), required=False)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all")), *ShiftState.choices],
    )
    einheit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=80)

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        first, last = week_of(given["woche"]) if given.get("woche") else (None, None)
        return Wanted(
            first,
            last,
            given.get("stand", ""),
            given.get("stadtteil", ""),
            given.get("einheit", ""),
            given.get("sortierung") or "-tag",
        )


class YearForm(forms.Form):
    marks_optional = False

    jahr = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jahr"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


def year_wanted(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else None


class ShiftForm(forms.Form):
    day = DayField(label=gettext_lazy("Day"))
    starts_at = TimeField(label=gettext_lazy("Begins at"))
    ends_at = TimeField(
        label=gettext_lazy("Ends at"),
        help_text=gettext_lazy("Earlier than the beginning means: on the next day."),
    )
    units = LinesField(
        label=gettext_lazy("Units taking part"),
        rows=4,
        help_text=gettext_lazy(
            "One unit a line, after it the number of officers. For example: Stadtordnungsdienst: 2. Units, no names."
        ),
    )
    places = LineField(
        label=gettext_lazy("Places and routes"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Only for the desk. It never appears on the portal."),
    )
    officer_hours = forms.DecimalField(
        label=gettext_lazy("Officer hours"),
        required=False,
        min_value=0,
        max_value=2000,
        max_digits=6,
        decimal_places=1,
        localize=True,
        help_text=gettext_lazy("Left empty, the length of the patrol times its officers counts."),
    )
    note = TextField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("No names and nothing about single persons."),
    )
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("City districts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tenant: Tenant, held: PatrolShift | None = None, **kwargs: Any) -> None:
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields if name != "units"}
            units = as_lines((unit.name, unit.officers) for unit in held.units.all())
            kwargs["initial"] = start | {"units": units}
        super().__init__(*args, **kwargs)
        found = districts(tenant, *(held.districts if held else ()))
        self.fields["districts"].choices = found  # type: ignore[attr-defined]
        if not found:
            del self.fields["districts"]


class ObservationForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ObservationKind.choices)
    count = CountField(label=gettext_lazy("Number"), min_value=1, max_value=1000, initial=1)
    district = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    place = LineField(label=gettext_lazy("Place"), max_length=200, required=False)
    note = LineField(
        label=gettext_lazy("Note"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("No names and nothing about single persons."),
    )

    def __init__(self, *args: Any, shift: PatrolShift, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = districts(tenant)
        first = [pair for pair in every if pair[0] in shift.districts]
        others = [pair for pair in every if pair not in first]
        choices = [("", _("not stated")), *first, *others]
        self.fields["district"].choices = choices  # type: ignore[attr-defined]
        if len(first) == 1:
            self.fields["district"].initial = first[0][0]


class FollowUpForm(forms.Form):
    text = LineField(label=gettext_lazy("What is to be done"), max_length=300)
    owner = LineField(
        label=gettext_lazy("Who sees to it"),
        max_length=200,
        help_text=gettext_lazy("An office or organisation, no person."),
    )
    due_on = DayField(label=gettext_lazy("Until"), required=False)


class DoneForm(forms.Form):
    on = DayField(label=gettext_lazy("Done on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today


class PeriodForm(forms.Form):
    """A period, both days counted; without one the last twelve months."""

    marks_optional = False

    von = DayField(label=gettext_lazy("From"), required=False)
    bis = DayField(label=gettext_lazy("Until"), required=False)
    quelle = forms.ChoiceField(label=gettext_lazy("Only"), required=False)

    def __init__(self, *args: Any, sources: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quelle"].choices = [("", _("everything")), *sources]  # type: ignore[attr-defined]

    def period(self) -> tuple[dt.date, dt.date]:
        self.is_valid()
        last = self.cleaned_data.get("bis") or clock.today()
        first = self.cleaned_data.get("von") or last - dt.timedelta(days=364)
        return (first, last) if first <= last else (last, first)

    def source(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("quelle") or ""
