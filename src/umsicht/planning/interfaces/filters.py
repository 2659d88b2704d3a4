"""What the office may narrow the released plans by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.places.queries.atlas import atlas
from umsicht.planning import schoolyear
from umsicht.planning.enums import GROUP_LABELS, NO_SCHOOL, Finding
from umsicht.planning.queries.overlaps import BY_CLASS, BY_GRADE, BY_SCHOOL, Wanted
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


class PlanFilterForm(forms.Form):
    """All parts are optional; what can't be read counts as not given."""

    marks_optional = False

    schuljahr = forms.TypedChoiceField(
        label=gettext_lazy("School year"), required=False, coerce=int, empty_value=None
    )
    art = forms.ChoiceField(label=gettext_lazy("Kind of institution"), required=False)
    klasse = forms.TypedChoiceField(
        label=gettext_lazy("School grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("all")), *((n, str(n)) for n in range(1, 14))],
    )
    stadtteil = forms.ChoiceField(label=gettext_lazy("Part of town"), required=False)
    befund = forms.ChoiceField(
        label=gettext_lazy("Noticeable"),
        required=False,
        choices=[("", gettext_lazy("all")), *Finding.choices],
    )
    nach = forms.ChoiceField(
        label=gettext_lazy("Table by"),
        required=False,
        choices=[
            (BY_CLASS, gettext_lazy("kind of institution and grade")),
            (BY_SCHOOL, gettext_lazy("kind of institution")),
            (BY_GRADE, gettext_lazy("grade")),
        ],
    )

    def __init__(self, data: Any, *, tenant: Tenant) -> None:
        self._running = schoolyear.year_of(clock.today()).start
        given = data.copy()
        given.setdefault("schuljahr", str(self._running))
        super().__init__(given)
        years = {year.start: year.label for year in schoolyear.choosable(clock.today())}
        before = schoolyear.SchoolYear(self._running - 1)
        if before.is_known:
            years |= {before.start: before.label}
        groups = [(code, str(GROUP_LABELS[code])) for code in NO_SCHOOL]
        self._choices("schuljahr", sorted(years.items()))
        self._choices("art", [("", _("all")), *catalogue(tenant).choices(Scheme.SCHOOL_TYPE), *groups])
        districts = [(place.key, place.name) for place in atlas(tenant).districts]
        self._choices("stadtteil", [("", _("all")), *districts])
        if not districts:
            del self.fields["stadtteil"]

    def _choices(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def wanted(self) -> Wanted:
        self.is_valid()
        given: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Wanted(
            school_year=given.get("schuljahr") or self._running,
            institution=given.get("art") or "",
            grade=given.get("klasse"),
            area_key=given.get("stadtteil") or "",
            finding=given.get("befund") or "",
        )

    @property
    def by(self) -> str:
        given: dict[str, Any] = getattr(self, "cleaned_data", {})
        return given.get("nach") or BY_CLASS
