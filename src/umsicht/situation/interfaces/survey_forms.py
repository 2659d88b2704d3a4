"""Forms about surveys and their results. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.intake import Refusal
from umsicht.council.interfaces.forms import RecordForm
from umsicht.directory.interfaces.forms import LineField, TextField, WebField, terms
from umsicht.situation.domain.survey_groups import needs_size
from umsicht.situation.enums_surveys import Coverage, GroupKind, SurveyKind, SurveyMode
from umsicht.situation.models import Survey
from umsicht.situation.models.survey import EARLIEST, LATEST, MOST_EFFECT
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import CountField, DayField, FigureField
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

MAX_FILE = 2_000_000
COMMON = {
    "frage": "frage", "wortlaut": "frage", "version": "frage", "skala": "skala", "skala_version": "skala",
    "faktor": "faktor", "gruppenart": "gruppenart", "gruppe": "gruppe", "n": "n",
}  # fmt: skip
"""Columns that all answers of the form have in common, with the field that fills them."""


class SurveyFilterForm(forms.Form):
    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    art = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all kinds")), *SurveyKind.choices],
    )

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {"text": self.cleaned_data.get("q", ""), "kind": self.cleaned_data.get("art", "")}


class PercentField(forms.DecimalField):
    """Typed in percent, held as a share of 1."""

    def __init__(self, *, places: int = 4, **kwargs: Any) -> None:
        self.places = places
        super().__init__(min_value=0, max_value=100, localize=True, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return (value * 100).normalize() if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        percent: Decimal | None = super().clean(value)
        return None if percent is None else (percent / 100).quantize(Decimal(1).scaleb(-self.places))


class SurveyForm(RecordForm):
    """Who asked whom, when and how. What is not known stays empty and is shown as not stated."""

    title = LineField(label=gettext_lazy("Title"), max_length=160)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SurveyKind.choices)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=EARLIEST, max_value=LATEST)
    series = forms.SlugField(
        label=gettext_lazy("Series"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The same word for all waves of a survey, for example: stadtbefragung"),
    )
    conducted_by = LineField(label=gettext_lazy("Who asked"), max_length=200, required=False)
    coverage = forms.ChoiceField(
        label=gettext_lazy("Stands for"), choices=Coverage.choices, initial=Coverage.TOWN
    )
    population = LineField(
        label=gettext_lazy("Who was to be asked"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: people from 18 to 85 with their main home in the town"),
    )
    field_from = DayField(label=gettext_lazy("Asked from"), required=False)
    field_to = DayField(label=gettext_lazy("Asked until"), required=False)
    invited = CountField(label=gettext_lazy("People invited"), min_value=1, required=False)
    respondents = CountField(label=gettext_lazy("People who answered"), min_value=1, required=False)
    return_rate = PercentField(
        label=gettext_lazy("Return rate in percent"),
        required=False,
        help_text=gettext_lazy("If empty, it is worked out from the two numbers above."),
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=SurveyMode.choices, required=False)
    design_effect = FigureField(
        label=gettext_lazy("Design effect"),
        min_value=Decimal("0.01"),
        max_value=MOST_EFFECT,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy(
            "1 for a simple random sample; whole classes or weights make it larger. If empty, 1 is assumed and said."
        ),
    )
    about = TextField(label=gettext_lazy("What to mind"), max_length=2000, required=False)
    source = LineField(label=gettext_lazy("Source"), max_length=300)
    source_url = WebField(label=gettext_lazy("Address of the source"))
    licence = LineField(label=gettext_lazy("Licence"), max_length=200, required=False)
    is_public = forms.BooleanField(label=gettext_lazy("show on the portal"), required=False)

    def __init__(self, *args: Any, held: Survey | None = None, **kwargs: Any) -> None:
        start: dict[str, Any] = {"year": clock.today().year}
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields}
        kwargs["initial"] = start
        super().__init__(*args, **kwargs)


class ResultForm(forms.Form):
    """The answers of one group to one question: a line for each answer, as "sehr sicher: 12,5"."""

    frage = forms.ChoiceField(label=gettext_lazy("Question"))
    skala = forms.ChoiceField(label=gettext_lazy("Answer scale"))
    faktor = forms.ChoiceField(label=gettext_lazy("Risk or protective factor"), required=False)
    gruppenart = forms.ChoiceField(label=gettext_lazy("Split by"), choices=GroupKind.choices)
    gruppe = LineField(
        label=gettext_lazy("Group"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Empty for everybody. School type: its code, as oberschule. District: its name."
        ),
    )
    n = CountField(label=gettext_lazy("People of the group who answered"), min_value=1, required=False)
    antworten = TextField(
        label=gettext_lazy("Answers with their share in percent"),
        max_length=2000,
        help_text=gettext_lazy("One a line, the share behind a colon. For example: sehr sicher: 12,5"),
    )

    def __init__(self, *args: Any, tenant: Tenant, needs_sizes: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["n"].required = needs_sizes
        self.fields["n"].error_messages["required"] = needs_size()
        words = catalogue(tenant)
        asked = [(code, label) for code, label in words.choices(Scheme.SURVEY_ITEM)]
        self.fields["frage"].choices = asked  # type: ignore[attr-defined]
        self.fields["skala"].choices = words.choices(Scheme.SCALE)  # type: ignore[attr-defined]
        factors = [("", gettext_lazy("none")), *terms(Scheme.FACTOR, tenant)]
        self.fields["faktor"].choices = factors  # type: ignore[attr-defined]

    def lines(self) -> list[dict[str, str]]:
        """As rows of the file of results (reading.results); the form's lines count from 2, as a file's would."""
        given = self.cleaned_data
        common = {
            "frage": given["frage"], "skala": given["skala"], "faktor": given["faktor"], "gruppenart": given["gruppenart"],
            "gruppe": given["gruppe"], "n": str(given["n"] or ""),
        }  # fmt: skip
        found = []
        for _number, line in self._typed():
            answer, _colon, share = line.rpartition(":")
            found.append(common | {"antwort": answer.strip(), "anteil_prozent": share.strip()})
        return found

    def _typed(self) -> list[tuple[int, str]]:
        """The answers with the line of the field that each stands in."""
        lines = enumerate(self.cleaned_data["antworten"].splitlines(), start=1)
        return [(number, line.strip()) for number, line in lines if line.strip()]

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Beside the field it is about; what is wrong with an answer says which one. What is wrong with all is said once."""
        typed = dict(enumerate(self._typed(), start=2))
        shared: dict[tuple[str, str], None] = {}
        for one in refusals:
            if one.column in COMMON:
                shared[COMMON[one.column], one.reason] = None
            elif one.line in typed:
                number, line = typed[one.line]
                said = {"line": number, "text": line[:60], "reason": one.reason}
                self.add_error("antworten", _("Line %(line)d, “%(text)s”: %(reason)s") % said)
            else:
                self.add_error("antworten", one.reason)
        for name, reason in shared:
            self.add_error(name, reason)


class ResultFileForm(forms.Form):
    """A CSV file with results; looked at first, then taken over."""

    datei = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("At most 2 MB. Which columns it needs stands below."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    uebernehmen = forms.BooleanField(
        label=gettext_lazy("take over the good rows at once"),
        required=False,
        help_text=gettext_lazy(
            "Without the tick nothing is written: you see what would change, and each row that can't be used."
        ),
    )

    def clean_datei(self) -> Any:
        upload = self.cleaned_data["datei"]
        if upload.size > MAX_FILE:
            raise forms.ValidationError(gettext_lazy("The file is too large."))
        return upload


class RemoveForm(forms.Form):
    reason = LineField(label=gettext_lazy("Why it is removed"), max_length=300)
