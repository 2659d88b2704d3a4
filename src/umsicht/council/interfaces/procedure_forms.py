"""Forms about people on seats, rules of procedure and votes in writing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.enums import (
    Ballot,
    Deputising,
    HolderKind,
    ItemVisibility,
    Majority,
    Quorum,
    Tie,
)
from umsicht.council.interfaces.meeting_forms import body_field
from umsicht.council.models import RulesOfProcedure, SeatHolder
from umsicht.council.queries import bodies as body_queries
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.ui.fields import DayField, TimeField


class CircularForm(forms.Form):
    body = body_field()
    subject = LineField(label=gettext_lazy("Subject"), max_length=200)
    text = TextField(label=gettext_lazy("Wording of the decision"), max_length=5000, rows=5)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Public or closed"),
        choices=ItemVisibility.choices,
        widget=forms.RadioSelect,
        initial=ItemVisibility.CLOSED,
    )
    day = DayField(label=gettext_lazy("Votes until"))
    time = TimeField(label=gettext_lazy("Time"), initial=dt.time(12, 0))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = body_queries.choices()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["deadline"] = clock.at(found.pop("day"), found.pop("time"))
        found["body"] = body_queries.body_at_desk(found["body"])
        return found


class BallotForm(forms.Form):
    stimme = forms.ChoiceField(
        label=gettext_lazy("Your vote"), choices=Ballot.choices, widget=forms.RadioSelect
    )


class HolderForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Task"),
        choices=HolderKind.choices,
        widget=forms.RadioSelect,
        initial=HolderKind.HOLDER,
    )
    user = forms.TypedChoiceField(label=gettext_lazy("Account"), required=False, coerce=int, empty_value=None)
    name = LineField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For people without an account."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    valid_from = DayField(label=gettext_lazy("Since"))
    valid_to = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(
        self, *args: Any, people: dict[int, Any], held: SeatHolder | None = None, **kwargs: Any
    ) -> None:
        self._people = dict(people)
        if held is not None:
            names = ("kind", "name", "email", "valid_from", "valid_to")
            kwargs["initial"] = {name: getattr(held, name) for name in names} | {"user": held.user_id}
            if held.user is not None:
                self._people[held.user.pk] = held.user
        super().__init__(*args, **kwargs)
        known = [(pk, str(user)) for pk, user in self._people.items()]
        self.fields["user"].choices = [("", _("no account")), *known]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        return found | {"user": self._people.get(found["user"]) if found["user"] else None}


class RulesForm(forms.Form):
    """Rules of procedure as data; the text itself hangs on the body as a file."""

    title = LineField(label=gettext_lazy("Title"), max_length=200, required=False)
    decided_on = DayField(label=gettext_lazy("Decided on"), required=False)
    valid_from = DayField(label=gettext_lazy("Since"), required=False)
    quorum = forms.ChoiceField(label=gettext_lazy("Quorum"), choices=Quorum.choices, initial=Quorum.HALF)
    quorum_number = forms.IntegerField(
        label=gettext_lazy("Number of seats"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=gettext_lazy("Only for a fixed number."),
    )
    majority = forms.ChoiceField(
        label=gettext_lazy("Majority"), choices=Majority.choices, initial=Majority.SIMPLE
    )
    tie = forms.ChoiceField(label=gettext_lazy("In case of a tie"), choices=Tie.choices, initial=Tie.REJECTED)
    deputising = forms.ChoiceField(
        label=gettext_lazy("Who may deputise"), choices=Deputising.choices, initial=Deputising.ANY
    )
    invitation_days = forms.IntegerField(
        label=gettext_lazy("Invitation, days before"), min_value=0, max_value=120, initial=14
    )
    meetings_per_year = forms.IntegerField(
        label=gettext_lazy("Meetings a year"), min_value=1, max_value=60, required=False
    )
    circular_votes = forms.BooleanField(label=gettext_lazy("may decide in writing"), required=False)
    term_months = forms.IntegerField(
        label=gettext_lazy("Term of a seat in months"), min_value=1, max_value=240, required=False
    )
    absences = forms.IntegerField(
        label=gettext_lazy("Absences in a row that end a seat"), min_value=1, max_value=20, required=False
    )
    note = TextField(label=gettext_lazy("What else they say"), max_length=3000, rows=3, required=False)
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, held: RulesOfProcedure | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean_quorum_number(self) -> int:
        return self.cleaned_data.get("quorum_number") or 0
