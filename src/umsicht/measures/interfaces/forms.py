"""Forms about measures and what belongs to them. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.interfaces.forms import RecordForm
from umsicht.directory.interfaces.forms import LineField, TextField, in_stored_order, terms
from umsicht.directory.queries.desk import open_choices
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.measures.enums import Evidence, MeasureState, OriginKind
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import Wanted, leads
from umsicht.offers.interfaces.fields import Amount, Codes
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField
from umsicht.vocabulary.enums import Scheme


def fields_and_districts(tenant: Tenant) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Problem fields and city districts as choices of a filter."""
    districts = [(place.key, place.name) for place in atlas(tenant).districts]
    return terms(Scheme.PROBLEM_FIELD, tenant), districts


class TrackerForm(forms.Form):
    """The filter of the portal. All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    feld = forms.ChoiceField(label=gettext_lazy("Problem field"), required=False)
    stadtteil = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all states")), *MeasureState.choices],
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, districts = fields_and_districts(tenant)
        self.fields["feld"].choices = [("", _("all problem fields")), *known]  # type: ignore[attr-defined]
        self.fields["stadtteil"].choices = [("", _("whole town")), *districts]  # type: ignore[attr-defined]
        if not districts:
            del self.fields["stadtteil"]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", ""),
            state=given.get("stand", ""),
            field=given.get("feld", ""),
            district=given.get("stadtteil", ""),
            lead=given.get("zustaendig"),
            overdue=bool(given.get("ueberfaellig")),
            sort=given.get("sortierung") or "titel",
        )


class MeasureFilterForm(TrackerForm):
    """The desk's filter: also by who is in charge, and only what is overdue."""

    zustaendig = forms.TypedChoiceField(
        label=gettext_lazy("In charge"), required=False, coerce=int, empty_value=None
    )
    ueberfaellig = forms.BooleanField(label=gettext_lazy("only overdue ones"), required=False)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, tenant=tenant, **kwargs)
        self.fields["zustaendig"].choices = [("", _("everybody")), *leads()]  # type: ignore[attr-defined]


class MeasureForm(RecordForm):
    """What a measure is. Its state changes by steps, its result has a form of its own."""

    links: ClassVar = {"lead": organisation_at_desk}

    title = LineField(label=gettext_lazy("Title"), max_length=160)
    summary = TextField(
        label=gettext_lazy("What is done"),
        max_length=1500,
        required=False,
        help_text=gettext_lazy("In plain words; it stands on the portal if the measure does."),
    )
    problem_fields = Codes(label=gettext_lazy("Problem fields"))
    cause = TextField(
        label=gettext_lazy("Cause it addresses"),
        max_length=1500,
        rows=3,
        required=False,
        help_text=gettext_lazy("Why does the problem arise here? Not the problem once more."),
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("Is it known that it works?"),
        required=False,
        choices=Evidence.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("An assumption is no shame; it should only be called one."),
    )
    evidence_text = TextField(
        label=gettext_lazy("Why it should work"),
        max_length=1500,
        rows=3,
        required=False,
        help_text=gettext_lazy("Study, experience of another town, or what you assume."),
    )
    lead = forms.TypedChoiceField(
        label=gettext_lazy("In charge"), required=False, coerce=int, empty_value=None
    )
    lead_text = LineField(
        label=gettext_lazy("In charge, if not in the directory"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The office or organisation, not the person."),
    )
    districts = Codes(
        label=gettext_lazy("City districts"),
        help_text=gettext_lazy("Leave everything empty if it is for the whole town."),
    )
    starts_on = DayField(label=gettext_lazy("Begins on"), required=False)
    ends_on = DayField(label=gettext_lazy("Is to end on"), required=False)
    budget_cents = Amount(label=gettext_lazy("Budget in euros"))
    funding_source = LineField(
        label=gettext_lazy("Where the money comes from"), max_length=200, required=False
    )
    funded_until = DayField(
        label=gettext_lazy("Money lasts until"),
        required=False,
        help_text=gettext_lazy("We remind you half a year before."),
    )
    origin_kind = forms.ChoiceField(
        label=gettext_lazy("What it came from"),
        required=False,
        choices=[("", gettext_lazy("not stated")), *OriginKind.choices],
    )
    origin_ref = LineField(
        label=gettext_lazy("Its number"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("As it is known by, for example: KPR 3/2019"),
    )
    origin_text = LineField(label=gettext_lazy("What it says"), max_length=300, required=False)
    origin_on = DayField(label=gettext_lazy("Of which day"), required=False)
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)
    is_public = forms.BooleanField(label=gettext_lazy("show on the portal"), required=False)
    wide_fields: ClassVar = ("problem_fields", "districts")

    def __init__(self, *args: Any, tenant: Tenant, held: Measure | None = None, **kwargs: Any) -> None:
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields}
            kwargs["initial"] = start | {"lead": held.lead_id}
        super().__init__(*args, **kwargs)
        self.held = held
        known = [("", _("no entry")), *open_choices()]
        if held is not None and held.lead is not None:
            known = list(dict([*known, (held.lead_id, held.lead.name)]).items())
        districts = [(place.key, place.name) for place in atlas(tenant).districts]
        self.fields["lead"].choices = known  # type: ignore[attr-defined]
        self.fields["problem_fields"].choices = terms(  # type: ignore[attr-defined]
            Scheme.PROBLEM_FIELD, tenant, held.problem_fields if held else ()
        )
        self.fields["districts"].choices = districts  # type: ignore[attr-defined]
        if not districts:
            del self.fields["districts"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.wide_fields:
            if name in cleaned:
                cleaned[name] = in_stored_order(cleaned[name], getattr(self.held, name, None))
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("It can't end before it begins."))
        return cleaned


class ResultForm(RecordForm):
    """What came of it."""

    result = TextField(
        label=gettext_lazy("Result"),
        max_length=3000,
        rows=6,
        help_text=gettext_lazy(
            "What is different now, and how you know. What did not work belongs here too."
        ),
    )
    result_on = DayField(label=gettext_lazy("As of"))

    def __init__(self, *args: Any, held: Measure, **kwargs: Any) -> None:
        kwargs["initial"] = {"result": held.result, "result_on": held.result_on or clock.today()}
        super().__init__(*args, **kwargs)


class StepForm(forms.Form):
    """One step of the procedure, as its button sends it."""

    schritt = forms.CharField(max_length=40)
    on = DayField(required=False)
    reason = forms.CharField(required=False, max_length=1000)

    def call(self) -> dict[str, Any]:
        """Keyword arguments of domain.measures.move() beside the measure."""
        given = self.cleaned_data
        return {"step": given["schritt"], "on": given["on"], "reason": given["reason"]}


class RemoveForm(forms.Form):
    reason = LineField(label=gettext_lazy("Why it is removed"), max_length=300)
