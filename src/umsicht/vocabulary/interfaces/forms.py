"""Forms of the vocabulary at the desk. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core.errors import BadInput
from umsicht.core.text import slugify
from umsicht.ui.fields import DayField
from umsicht.vocabulary import validators
from umsicht.vocabulary.domain.terms import Decided, Details, NewDecision, Since, Texts
from umsicht.vocabulary.enums import Precision
from umsicht.vocabulary.models import Term, TermDecision

STATES = [("", gettext_lazy("in force")), ("beendet", gettext_lazy("ended")), ("alle", gettext_lazy("all"))]
KEEPERS = [
    ("", gettext_lazy("all")),
    ("land", gettext_lazy("state-wide")),
    ("eigene", gettext_lazy("our own")),
]


class TermFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none, so that no address gives an error."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Term or word"), required=False, max_length=100)
    stand = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)
    von = forms.ChoiceField(label=gettext_lazy("Kept by"), required=False, choices=KEEPERS)

    def chosen(self) -> dict[str, str]:
        """Keyword arguments of queries.terms.listing()."""
        self.is_valid()
        return {
            "search": self.cleaned_data.get("q", ""),
            "state": self.cleaned_data.get("stand", ""),
            "keeper": self.cleaned_data.get("von", ""),
        }


class FlexibleDateField(forms.CharField):
    """ "2019", "2019-08", "2019-08-01" or "01.08.2019"; cleans to Since."""

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        self.end = end
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault(
            "help_text", gettext_lazy("A day (01.08.2019), a month (2019-08) or a year (2019).")
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        parts = text.split(".")
        if len(parts) == 3 and all(part.strip().isdigit() for part in parts):
            text = f"{parts[2].strip()}-{parts[1].strip():0>2}-{parts[0].strip():0>2}"
        try:
            return Since(*validators.read_date(text, end=self.end))
        except BadInput as error:
            raise forms.ValidationError(error.message, code="date") from error


class WordsField(forms.CharField):
    """One word or phrase per line; cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(max_length=validators.WORDS_MAX * (validators.WORD_MAX + 2), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        try:
            return validators.check_words((super().clean(value) or "").splitlines())
        except BadInput as error:
            raise forms.ValidationError(error.message, code="words") from error


class DecisionForm(forms.Form):
    """What a change rests on: a decision on record, or a new one by its name."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), required=False)
    new_decision = forms.CharField(
        label=gettext_lazy("Or a new decision"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example “Motion BA-002/2019”."),
    )
    new_decision_date = FlexibleDateField(label=gettext_lazy("Its date"), required=False)
    new_decision_source = forms.CharField(
        label=gettext_lazy("Where it can be found"), required=False, max_length=300
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, decisions: list[TermDecision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {decision.code: decision for decision in decisions}
        choices = [
            ("", _("no decision")),
            *((code, decision.label_de) for code, decision in self.decisions.items()),
        ]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") and cleaned.get("new_decision"):
            self.add_error("new_decision", _("Please choose a decision or name a new one, not both."))
        if not cleaned.get("new_decision") and (
            cleaned.get("new_decision_source") or getattr(cleaned.get("new_decision_date"), "date", None)
        ):
            self.add_error("new_decision", _("Please name the new decision."))
        return cleaned

    def decided(self) -> Decided:
        data = self.cleaned_data
        if data["new_decision"]:
            return NewDecision(data["new_decision"], data["new_decision_date"], data["new_decision_source"])
        return self.decisions.get(data["decision"])


class AddTermForm(DecisionForm):
    label_de = forms.CharField(label=gettext_lazy("Term"), max_length=validators.LABEL_MAX)
    label_plain = forms.CharField(
        label=gettext_lazy("In plain words"), required=False, max_length=validators.LABEL_MAX
    )
    label_en = forms.CharField(label=gettext_lazy("English"), required=False, max_length=validators.LABEL_MAX)
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=validators.EXPLANATION_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parent = forms.ChoiceField(label=gettext_lazy("Stands below"), required=False)
    words = WordsField(
        label=gettext_lazy("Words people type"),
        required=False,
        help_text=gettext_lazy("One word or phrase per line. The search finds the term by them."),
    )
    since = FlexibleDateField(label=gettext_lazy("In force since"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        required=False,
        max_length=validators.CODE_MAX,
        help_text=gettext_lazy("Stands in addresses for ever. Made from the term if you leave it empty."),
    )

    field_order = [
        *("label_de", "label_plain", "label_en", "explanation", "parent", "words", "since"),
        *("decision", "new_decision", "new_decision_date", "new_decision_source", "reason", "code"),
    ]

    def __init__(self, *args: Any, parents: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {parent.code: parent for parent in parents}
        choices = [
            ("", _("nothing, it is a top term")),
            *((code, str(term)) for code, term in self.parents.items()),
        ]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def as_call(self) -> dict[str, Any]:
        """Keyword arguments of domain.terms.add_term()."""
        data = self.cleaned_data
        return {
            "code": data["code"] or slugify(data["label_de"], max_length=validators.CODE_MAX),
            "texts": Texts(
                data["label_de"],
                label_plain=data["label_plain"],
                label_en=data["label_en"],
                explanation=data["explanation"],
            ),
            "since": data["since"],
            "decision": self.decided(),
            "parent": self.parents.get(data["parent"]),
            "details": Details(words=tuple(data["words"])),
            "reason": data["reason"],
        }


class RenameTermForm(DecisionForm):
    label_de = forms.CharField(label=gettext_lazy("New name"), max_length=validators.LABEL_MAX)
    label_context = forms.CharField(
        label=gettext_lazy("Longer name that stands alone"), required=False, max_length=validators.LABEL_MAX
    )
    since = DayField(
        label=gettext_lazy("From which day"),
    )

    field_order = [
        *("label_de", "label_context", "since", "decision", "new_decision", "new_decision_date"),
        *("new_decision_source", "reason"),
    ]

    def as_call(self) -> dict[str, Any]:
        """Keyword arguments of domain.changes.rename_term()."""
        data = self.cleaned_data
        return {
            "label_de": data["label_de"],
            "label_context": data["label_context"],
            "since": Since(data["since"], Precision.DAY),
            "decision": self.decided(),
            "reason": data["reason"],
        }


class EndTermForm(DecisionForm):
    last_day = DayField(label=gettext_lazy("Last day"))

    field_order = [
        "last_day",
        "decision",
        "new_decision",
        "new_decision_date",
        "new_decision_source",
        "reason",
    ]

    def as_call(self) -> dict[str, Any]:
        """Keyword arguments of domain.changes.end_term()."""
        return {
            "last_day": Since(self.cleaned_data["last_day"], Precision.DAY),
            "decision": self.decided(),
            "reason": self.cleaned_data["reason"],
        }


class ReopenTermForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class EditTermForm(forms.Form):
    """Everything that is not the name."""

    label_plain = forms.CharField(
        label=gettext_lazy("In plain words"), required=False, max_length=validators.LABEL_MAX
    )
    label_en = forms.CharField(label=gettext_lazy("English"), required=False, max_length=validators.LABEL_MAX)
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=validators.EXPLANATION_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = WordsField(
        label=gettext_lazy("Words people type"),
        required=False,
        help_text=gettext_lazy("One word or phrase per line. The search finds the term by them."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for editors"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    order = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=0, max_value=100_000)
