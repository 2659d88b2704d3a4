"""Forms about needs and the filter of the gap matrix. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.interfaces.forms import RecordForm
from umsicht.directory.interfaces.forms import LineField, TextField, in_stored_order, terms
from umsicht.offers.interfaces.fields import Codes
from umsicht.places.queries.atlas import atlas
from umsicht.situation.enums_needs import Degree, EvidenceKind, NeedState
from umsicht.situation.models import Need, NeedEvidence
from umsicht.situation.queries.needs import Wanted
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField, SuggestInput
from umsicht.vocabulary.enums import Scheme

NO_NAMES = gettext_lazy("Please no names and nothing about single people.")


def _districts(tenant: Tenant) -> list[tuple[str, str]]:
    return [(place.key, place.name) for place in atlas(tenant).districts]


class GapForm(forms.Form):
    """What the matrix shows. All parts are optional; an unknown value counts as none."""

    marks_optional = False

    feld = forms.ChoiceField(label=gettext_lazy("Problem field"), required=False)
    gebiet = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    alle = forms.BooleanField(label=gettext_lazy("also fields and audiences without a need"), required=False)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields, districts = terms(Scheme.PROBLEM_FIELD, tenant), _districts(tenant)
        self.fields["feld"].choices = [("", _("all problem fields")), *fields]  # type: ignore[attr-defined]
        self.fields["gebiet"].choices = [("", _("whole town")), *districts]  # type: ignore[attr-defined]
        if not districts:
            del self.fields["gebiet"]

    def chosen(self) -> dict[str, Any]:
        """Keyword arguments of queries.gaps.matrix()."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "field": given.get("feld", ""),
            "area": given.get("gebiet", ""),
            "everything": bool(given.get("alle")),
        }


class NeedFilterForm(forms.Form):
    """The filter of the desk's list. All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all states")),
            ("offen", gettext_lazy("still open")),
            *NeedState.choices,
        ],
    )
    feld = forms.ChoiceField(label=gettext_lazy("Problem field"), required=False)
    fuer = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    gebiet = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields, districts = terms(Scheme.PROBLEM_FIELD, tenant), _districts(tenant)
        people = terms(Scheme.AUDIENCE, tenant)
        self.fields["feld"].choices = [("", _("all problem fields")), *fields]  # type: ignore[attr-defined]
        self.fields["fuer"].choices = [("", _("all audiences")), *people]  # type: ignore[attr-defined]
        self.fields["gebiet"].choices = [("", _("whole town")), *districts]  # type: ignore[attr-defined]
        if not districts:
            del self.fields["gebiet"]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", ""),
            state=given.get("stand", ""),
            field=given.get("feld", ""),
            audience=given.get("fuer", ""),
            area=given.get("gebiet", ""),
            sort=given.get("sortierung") or "-vom",
        )


class NeedForm(RecordForm):
    """A need. What it rests on and who confirmed it have forms of their own."""

    title = LineField(
        label=gettext_lazy("The need in one sentence"),
        max_length=200,
        help_text=gettext_lazy(
            "Who needs what, where. For example: Parents in Sonnenberg need evening advice. Please no names and nothing about single people."
        ),
    )
    what = TextField(
        label=gettext_lazy("What is missing, and how you notice"),
        max_length=1500,
        help_text=NO_NAMES,
    )
    problem_field = forms.ChoiceField(label=gettext_lazy("Problem field"))
    audiences = Codes(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("Leave everything empty if it is for everybody."),
    )
    who = LineField(
        label=gettext_lazy("Who exactly"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Where the list above is too coarse. Please no names and nothing about single people."
        ),
    )
    areas = Codes(
        label=gettext_lazy("City districts"),
        help_text=gettext_lazy("Leave everything empty if it concerns the whole town."),
    )
    factor = forms.ChoiceField(
        label=gettext_lazy("Risk or protective factor"),
        required=False,
        help_text=gettext_lazy("Then the page names the offers that act on it."),
    )
    weight = forms.ChoiceField(
        label=gettext_lazy("How much it matters"),
        choices=Degree.choices,
        widget=forms.RadioSelect,
        initial=Degree.MEDIUM,
    )
    weight_reason = LineField(
        label=gettext_lazy("Why this weight"), max_length=500, required=False, help_text=NO_NAMES
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure it is"),
        choices=Degree.choices,
        widget=forms.RadioSelect,
        initial=Degree.MEDIUM,
        help_text=gettext_lazy("One source is less sure than three that agree."),
    )
    noted_on = DayField(label=gettext_lazy("Noted on"))
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("show on the portal once a body has confirmed it"), required=False
    )
    wide_fields: ClassVar = ("audiences", "areas")

    def __init__(self, *args: Any, tenant: Tenant, held: Need | None = None, **kwargs: Any) -> None:
        start: dict[str, Any] = {"noted_on": clock.today()}
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields}
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.held = held
        codes = [held.problem_field] if held else ()
        fields = terms(Scheme.PROBLEM_FIELD, tenant, codes)
        factors = terms(Scheme.FACTOR, tenant, [held.factor] if held and held.factor else ())
        people, districts = terms(Scheme.AUDIENCE, tenant, held.audiences if held else ()), _districts(tenant)
        self.fields["problem_field"].choices = [("", _("– please choose –")), *fields]  # type: ignore[attr-defined]
        self.fields["factor"].choices = [("", _("none")), *factors]  # type: ignore[attr-defined]
        self.fields["audiences"].choices = people  # type: ignore[attr-defined]
        self.fields["areas"].choices = districts  # type: ignore[attr-defined]
        if not districts:
            del self.fields["areas"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.wide_fields:
            if name in cleaned:
                cleaned[name] = in_stored_order(cleaned[name], getattr(self.held, name, None))
        return cleaned


class EvidenceForm(RecordForm):
    """What a need rests on."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EvidenceKind.choices)
    label = LineField(
        label=gettext_lazy("What it is called"),
        max_length=200,
        help_text=gettext_lazy(
            "As people know the record, for example: site inspection of 12.03.2026, finding 4"
        ),
    )
    text = TextField(
        label=gettext_lazy("What it says"),
        max_length=600,
        rows=3,
        help_text=gettext_lazy(
            "A figure with what it counts, or the words of the record. Please no names and nothing about single people."
        ),
    )
    on = DayField(label=gettext_lazy("As of"))
    ref = LineField(
        label=gettext_lazy("Key of the record"),
        max_length=200,
        required=False,
        widget=SuggestInput,
        help_text=gettext_lazy(
            "Makes a link; known keys are offered as you type. Crime statistics: pks/892000/hz. Survey: its address and the code of the question, dvs-2012/dvs-furcht-raub. Finding: address of the inspection and number, b-2020-10/1."
        ),
    )
    said_by = LineField(
        label=gettext_lazy("Whose judgement"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The office or organisation, not the person. Needed for a judgement only."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("may be named on the portal"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        known: Iterable[tuple[str, str]] = (),
        held: NeedEvidence | None = None,
        **kwargs: Any,
    ) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        else:
            kwargs.setdefault("initial", {"on": clock.today(), "is_public": True})
        super().__init__(*args, **kwargs)
        self.fields["ref"].widget.options = known

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == EvidenceKind.JUDGEMENT and not cleaned.get("said_by"):
            self.add_error("said_by", _("Please say whose judgement it is."))
        return cleaned


class ConfirmForm(forms.Form):
    """A body says that the need is one."""

    body = LineField(
        label=gettext_lazy("Which body"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "gremien"}),
        help_text=gettext_lazy("For example: Kriminalpräventiver Rat"),
    )
    decision = LineField(
        label=gettext_lazy("Number of its decision"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "As it is known by, for example: KPR 3/2026. A closed decision is not named on the portal."
        ),
    )
    on = DayField(label=gettext_lazy("On which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)


class RemoveForm(forms.Form):
    reason = LineField(label=gettext_lazy("Why it is removed"), max_length=300)
