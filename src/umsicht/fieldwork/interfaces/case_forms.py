"""Forms about conflict cases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.fieldwork.enums import CaseState, Competence, Topic
from umsicht.fieldwork.interfaces.forms import DistrictFilterForm, districts
from umsicht.fieldwork.models import ConflictCase
from umsicht.fieldwork.queries.conflicts import Wanted
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField


class CaseFilterForm(DistrictFilterForm):
    thema = forms.ChoiceField(
        label=gettext_lazy("Topic"), required=False, choices=[("", gettext_lazy("all")), *Topic.choices]
    )
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all that run")),
            ("alle", gettext_lazy("also ended ones")),
            *CaseState.choices,
        ],
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            given.get("thema", ""),
            given.get("stand", ""),
            given.get("stadtteil", ""),
            given.get("sortierung") or "-eingang",
        )


class CaseForm(forms.Form):
    received_on = DayField(label=gettext_lazy("Received on"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=Topic.choices)
    district = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    place = LineField(label=gettext_lazy("Place"), max_length=200, required=False)
    summary = TextField(
        label=gettext_lazy("What it is about"),
        max_length=3000,
        help_text=gettext_lazy("No names, please. What do the sides say, and what do they wish for?"),
    )
    parties = TextField(
        label=gettext_lazy("Parties"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=gettext_lazy("As groups, one a line. For example: Anwohnerschaft"),
    )
    competence = forms.ChoiceField(
        label=gettext_lazy("Who is in charge?"), choices=Competence.choices, widget=forms.RadioSelect
    )
    passed_to = LineField(label=gettext_lazy("Passed on to"), max_length=200, required=False)
    agreement = TextField(label=gettext_lazy("Agreement"), max_length=3000, required=False)
    follow_up_on = DayField(
        label=gettext_lazy("Look again on"),
        required=False,
        help_text=gettext_lazy("On this day the case appears in the inbox."),
    )

    def __init__(self, *args: Any, tenant: Tenant, held: ConflictCase | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        else:
            kwargs["initial"] = {"received_on": clock.today(), "competence": Competence.OPEN}
        super().__init__(*args, **kwargs)
        known = districts(tenant, *([held.district] if held and held.district else []))
        self.fields["district"].choices = [("", _("not stated")), *known]  # type: ignore[attr-defined]


class TalkForm(forms.Form):
    day = DayField(label=gettext_lazy("Day"))
    with_whom = LineField(
        label=gettext_lazy("With whom"),
        max_length=200,
        help_text=gettext_lazy("The group, no person. For example: Anwohnerschaft"),
    )
    note = TextField(label=gettext_lazy("What was said"), max_length=2000, required=False)
