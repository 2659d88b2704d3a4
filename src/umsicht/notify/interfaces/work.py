"""Forms of the inbox over all waiting work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[Any, Any]]
WHO = (("", _("everybody's")), ("ich", _("mine")), ("niemand", _("nobody's yet")), ("andere", _("others'")))
AGE = (
    ("", _("any age")),
    ("dringend", _("urgent only")),
    ("woche", _("older than a week")),
    ("monat", _("older than a month")),
)
ORDER = (
    ("", _("urgent first")),
    ("alt", _("oldest first")),
    ("neu", _("newest first")),
    ("art", _("by kind")),
)
MOST_AT_ONCE = 100


class WorkFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none, so that no address gives an error."""

    marks_optional = False

    art = forms.ChoiceField(label=_("Kind"), required=False)
    wer = forms.ChoiceField(label=_("Whose"), required=False, choices=WHO)
    alter = forms.ChoiceField(label=_("Age"), required=False, choices=AGE)
    sortierung = forms.ChoiceField(label=_("Order"), required=False, choices=ORDER)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["art"].choices = [("", _("all kinds")), *kinds]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class WorkStepForm(forms.Form):
    """What to do with the marked things. `steps` are choices, grouped; `needs_reason` names those that want one."""

    schritt = forms.ChoiceField(label=_("With the marked ones"))
    grund = forms.CharField(label=_("Reason"), required=False, max_length=500)

    def __init__(self, *args: Any, steps: Choices, needs_reason: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schritt"].choices = [("", _("Choose a step")), *steps]  # type: ignore[attr-defined]
        self.needs_reason = needs_reason

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("schritt") in self.needs_reason and not cleaned.get("grund"):
            raise ValidationError(_("Please give a reason for this step."))
        return cleaned

    @property
    def step(self) -> str:
        return str(self.cleaned_data["schritt"])

    @property
    def reason(self) -> str:
        return str(self.cleaned_data["grund"])


class VerdictForm(forms.Form):
    """What becomes of one text from the public."""

    text = forms.CharField(max_length=60)
    urteil = forms.ChoiceField(choices=[("annehmen", ""), ("ablehnen", "")])
    grund = forms.CharField(label=_("Reason for refusing"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("urteil") == "ablehnen" and not cleaned.get("grund"):
            self.add_error("grund", _("Please say why the text is refused."))
        return cleaned


def marked(values: Sequence[str]) -> list[tuple[str, int]]:
    """The marked things as kind and primary key, each once; what is none is left out, and so is what is too much."""
    found: dict[tuple[str, int], None] = {}
    for value in values[: MOST_AT_ONCE * 2]:
        kind, _colon, number = value.partition(":")
        if kind and number.isascii() and number.isdigit() and len(number) < 19:
            found[kind, int(number)] = None
    return list(found)[:MOST_AT_ONCE]
