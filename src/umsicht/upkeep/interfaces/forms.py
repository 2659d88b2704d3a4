"""Forms of the office's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.models import Rules
from umsicht.upkeep.policy import DEFAULT, LIMITS, NAMES, Policy

WINDOWS = [
    ("faellig", _("due within four weeks")),
    ("ueberfaellig", _("overdue")),
    ("weiter-unten", _("ranks lower")),
    ("bald-verborgen", _("hidden soon")),
    ("verborgen", _("hidden")),
    ("alle", _("all")),
]


class DueFilterForm(forms.Form):
    """The words stand in the address, so that a list can be shared."""

    marks_optional = False
    fenster = forms.ChoiceField(label=_("Show"), choices=WINDOWS, required=False)
    gruppe = forms.ChoiceField(
        label=_("What is due"), choices=[("", _("anything")), *FieldGroup.choices], required=False
    )
    q = forms.CharField(label=_("Offer or provider"), required=False, max_length=80)

    def chosen(self) -> dict[str, str]:
        """What was asked for; nonsense counts as not asked."""
        found = self.cleaned_data if self.is_valid() else {}
        return {
            "window": found.get("fenster") or "faellig",
            "group": found.get("gruppe", ""),
            "text": found.get("q", ""),
        }


class RulesForm(forms.ModelForm):
    """One number per rule, each with its sensible limits and its default beside it."""

    class Meta:
        model = Rules
        fields = NAMES

    def __init__(self, data: Any = None, *, policy: Policy) -> None:
        super().__init__(data, initial={name: getattr(policy, name) for name in NAMES})
        for name, (low, high) in LIMITS.items():
            words = {"low": low, "high": high, "default": getattr(DEFAULT, name)}
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                min_value=low,
                max_value=high,
                help_text=_("%(low)s to %(high)s, by default %(default)s") % words,
            )
        self.fields["hides"].required = False
