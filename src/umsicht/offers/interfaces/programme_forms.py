"""Forms of a programme: the concept, and one row per outcome with direction, design, source and date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.directory.interfaces.forms import LineField, TextField, WebField, in_stored_order, terms
from umsicht.offers.enums import Direction
from umsicht.offers.models import Programme
from umsicht.offers.queries.programmes import Wanted
from umsicht.offers.validators import TERM_LISTS
from umsicht.offers.values import LAST_GRADE, Outcome, stored
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField
from umsicht.vocabulary.enums import Scheme

STATED_BY = [
    ("", gettext_lazy("nobody")),
    ("registry", gettext_lazy("the register itself")),
    ("organisation", gettext_lazy("the developer or a third party")),
]
MAX_OUTCOMES = 20


class ProgrammeFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Name, developer or aim"), required=False, max_length=100)
    stufe = forms.ChoiceField(label=gettext_lazy("Evidence tier"), required=False)
    luecken = forms.BooleanField(label=gettext_lazy("only incomplete ones"), required=False)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = [("", _("all tiers")), *terms(Scheme.EVIDENCE_TIER, tenant)]
        self.fields["stufe"].choices = tiers  # type: ignore[attr-defined]

    def wanted(self, sort: str = "") -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(given.get("q", ""), given.get("stufe", ""), bool(given.get("luecken")), sort or "name")


def _many(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def _number(label: Any, most: int, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)


class ProgrammeForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"), max_length=200)
    organisation_name = LineField(label=gettext_lazy("Developed by"), max_length=200, required=False)
    organisation_note = LineField(label=gettext_lazy("Note on the developer"), max_length=300, required=False)
    aim = TextField(
        label=gettext_lazy("Aim"),
        max_length=2000,
        rows=3,
        help_text=gettext_lazy("What should be different afterwards, and for whom? In your own words."),
    )
    concept = TextField(
        label=gettext_lazy("Concept"),
        max_length=6000,
        rows=6,
        required=False,
        help_text=gettext_lazy("What happens, how often, with whom."),
    )
    theory = TextField(
        label=gettext_lazy("Why it should work"),
        max_length=4000,
        rows=4,
        required=False,
        help_text=gettext_lazy("The idea of how it has its effect, and on which knowledge that rests."),
    )
    problem_fields = _many(gettext_lazy("Problem fields"))
    topics = _many(gettext_lazy("Further topics"))
    factors = _many(gettext_lazy("Risk and protective factors"))
    audiences = _many(gettext_lazy("Audiences"))
    settings = _many(gettext_lazy("Settings"))
    level = forms.ChoiceField(label=gettext_lazy("Level of prevention"), required=False)
    age_from = _number(gettext_lazy("Age from"), 120)
    age_to = _number(gettext_lazy("Age to"), 120)
    grade_from = _number(gettext_lazy("Grade from"), LAST_GRADE, 1)
    grade_to = _number(gettext_lazy("Grade to"), LAST_GRADE, 1)
    evidence_tier = forms.ChoiceField(label=gettext_lazy("Evidence tier"))
    evidence_stated_by = forms.ChoiceField(
        label=gettext_lazy("Who states the tier"), choices=STATED_BY, required=False
    )
    evidence_basis = LineField(label=gettext_lazy("On what it rests"), max_length=300, required=False)
    evidence_source_url = WebField(label=gettext_lazy("Source of the tier"))
    evidence_as_of = DayField(
        label=gettext_lazy("As of"),
        required=False,
    )
    registry_url = WebField(label=gettext_lazy("Entry in the register"))
    source_url = WebField(label=gettext_lazy("Page of the developer"))
    local_fact = TextField(label=gettext_lazy("Known from Saxony"), max_length=1000, rows=2, required=False)
    LONG = ("problem_fields", "topics", "factors", "audiences", "settings")
    EVIDENCE = (
        "evidence_tier", "evidence_stated_by", "evidence_basis", "evidence_source_url", "evidence_as_of", "registry_url",
        "source_url", "local_fact",
    )  # fmt: skip

    def __init__(self, *args: Any, tenant: Tenant, held: Programme | None = None, **kwargs: Any) -> None:
        self.held = held
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        for name in self.LONG:
            self._choose(name, terms(TERM_LISTS[name], tenant, getattr(held, name, ())))
        self._choose("level", [("", _("not stated")), *terms(Scheme.LEVEL, tenant)])
        tiers = terms(Scheme.EVIDENCE_TIER, tenant, [held.evidence_tier] if held else ())
        self._choose("evidence_tier", [("", _("please choose")), *tiers])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.LONG:
            if name in cleaned:
                cleaned[name] = in_stored_order(cleaned[name], getattr(self.held, name, None))
        for low, high in (("age_from", "age_to"), ("grade_from", "grade_to")):
            least, most = cleaned.get(low), cleaned.get(high)
            if least is not None and most is not None and most < least:
                self.add_error(high, _("The upper end lies below the lower one."))
        return cleaned

    def concept_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.EVIDENCE]

    def evidence_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.EVIDENCE]


class OutcomeForm(forms.Form):
    """Empty in everything, it is left out."""

    outcome = LineField(label=gettext_lazy("Effect on what"), max_length=200, required=False)
    direction = forms.ChoiceField(
        label=gettext_lazy("What was found"),
        choices=[("", gettext_lazy("please choose")), *Direction.choices],
        required=False,
    )
    design = LineField(
        label=gettext_lazy("How it was studied"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example “controlled study, 16 months after the end”."),
    )
    source_url = WebField(label=gettext_lazy("Source"))
    as_of = DayField(
        label=gettext_lazy("As of"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if any(cleaned.values()):
            for name in ("outcome", "direction", "design"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Please fill this in, or leave the whole row empty."))
        return cleaned

    def as_json(self) -> dict[str, Any] | None:
        given = self.cleaned_data
        if not any(given.values()):
            return None
        day = given["as_of"]
        return {**given, "as_of": day.isoformat() if day else ""}


_FormSet: Any = forms.formset_factory(OutcomeForm, extra=2, max_num=MAX_OUTCOMES, validate_max=True)


class OutcomeFormSet(_FormSet):
    """`values()` is the stored list; a row emptied by hand falls away."""

    def __init__(self, data: Any = None, *, held: Any = ()) -> None:
        rows = [outcome.to_json() for outcome in stored(Outcome, list(held))]
        super().__init__(data, initial=rows, prefix="wirkung")

    def values(self) -> list[dict[str, Any]]:
        return [row for form in self.forms if (row := form.as_json()) is not None]
