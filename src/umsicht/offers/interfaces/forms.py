"""Forms about offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umsicht.core import ratelimit
from umsicht.offers.domain.reports import MAX_TEXT
from umsicht.offers.enums import ReportField, ReportState
from umsicht.ui.public_forms import PublicForm


class ReportForm(PublicForm):
    """What is wrong, and what should stand there. Anybody may send it, at most six times an hour."""

    stamp_for = "offers.report"
    limit = ratelimit.Limit("offers.report", count=6, seconds=3600)

    field = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportField.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What should stand there?"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please name no persons."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We use it for the answer only and delete it with the report."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("field") == ReportField.OTHER and not cleaned.get("text"):
            self.add_error("text", _("Please say what is wrong."))
        return cleaned


class ReportFilterForm(forms.Form):
    marks_optional = False
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("all")), *ReportState.choices],
        required=False,
        initial=ReportState.OPEN,
    )
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, str]:
        """Keyword arguments of queries.reports.reports(): open ones when no state or nonsense was asked for."""
        right = self.is_bound and self.is_valid()
        state = self.cleaned_data["state"] if right and "state" in self.data else ReportState.OPEN
        return {"state": state, "sort": self.cleaned_data["sortierung"] if right else ""}


class CloseReportForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes by mail to whoever left an address."),
    )


class ReopenReportForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
