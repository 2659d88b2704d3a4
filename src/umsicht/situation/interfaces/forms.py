"""Filters of the public pages; what is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.files.interfaces.forms import UploadField
from umsicht.situation.models import Indicator


class OverviewForm(forms.Form):
    marks_optional = False

    feld = forms.ChoiceField(label=gettext_lazy("Problem field"), required=False)
    alle = forms.BooleanField(label=gettext_lazy("All indicators, also special ones"), required=False)

    def __init__(self, *args: Any, fields: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feld"].choices = [("", _("all")), *fields]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, bool]:
        """(code of a problem field or "", everything)."""
        self.is_valid()
        return self.cleaned_data.get("feld", ""), self.cleaned_data.get("alle", False)


class YearForm(forms.Form):
    marks_optional = False

    jahr = forms.TypedChoiceField(
        label=gettext_lazy("As it was in"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jahr"].choices = [(year, str(year)) for year in sorted(years, reverse=True)]  # type: ignore[attr-defined]

    def chosen(self) -> int | None:
        self.is_valid()
        return self.cleaned_data.get("jahr")


class StateForm(forms.Form):
    marks_optional = False

    kennzahl = forms.ChoiceField(label=gettext_lazy("Indicator"), required=False)

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kennzahl"].choices = [(row.slug, row.title) for row in indicators]  # type: ignore[attr-defined]

    def chosen(self) -> str:
        """The slug of an indicator, "" where none or an unknown one is asked for."""
        self.is_valid()
        return self.cleaned_data.get("kennzahl", "")


class CrimeFileForm(forms.Form):
    """A table of police statistics. First a trial; taking it over is a second, deliberate step."""

    file = UploadField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Table of districts of the Bundeskriminalamt as CSV or Excel (.xlsx), at most 15 MB."
        ),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=1987,
        max_value=2100,
        help_text=gettext_lazy("Of a table with many years only this one is taken."),
    )
    write = forms.BooleanField(
        label=gettext_lazy("Take over, not only try"),
        required=False,
        help_text=gettext_lazy("Without this you see what would change, and nothing is written."),
    )
