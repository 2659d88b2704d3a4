"""Forms of the minutes: attendance, words, votes, tasks, corrections, and answers to an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.council.enums import (
    Ballot,
    Interest,
    Presence,
    Reply,
    VoteMethod,
)
from umsicht.council.interfaces.meeting_forms import body_field
from umsicht.council.models import AgendaItem, Seat, Task
from umsicht.council.queries import bodies as body_queries
from umsicht.council.voting import Count
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.ui.fields import DayField, TimeField


class TaskFilterForm(forms.Form):
    marks_optional = False

    gremium = body_field(required=False)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("open")),
            ("spaet", gettext_lazy("open and late")),
            ("erledigt", gettext_lazy("done")),
            ("alle", gettext_lazy("all")),
        ],
    )
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gremium"].choices = [("", _("all bodies")), *body_queries.choices()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        self.is_valid()
        found = self.cleaned_data
        return {
            "body": found.get("gremium"),
            "state": found.get("stand", ""),
            "sort": found.get("sortierung") or "bis",
        }


class PresenceForm(forms.Form):
    """One row of the list of those present."""

    marks_optional = False

    presence = forms.ChoiceField(label=gettext_lazy("Attendance"), choices=Presence.choices, required=False)
    deputy = LineField(label=gettext_lazy("Who deputises"), max_length=200, required=False)
    is_remote = forms.BooleanField(label=gettext_lazy("by video"), required=False)
    arrived_at = TimeField(label=gettext_lazy("Since"), required=False)
    left_at = TimeField(label=gettext_lazy("Left at"), required=False)


class MinutesForm(forms.Form):
    minutes = TextField(label=gettext_lazy("Minutes"), max_length=20000, rows=8, required=False)


class RecusalForm(forms.Form):
    seat = forms.TypedChoiceField(label=gettext_lazy("Seat"), coerce=int)
    interest = forms.ChoiceField(
        label=gettext_lazy("Interest"), choices=Interest.choices, initial=Interest.ORGANISATION
    )
    reason = LineField(label=gettext_lazy("Reason"), max_length=300, required=False)
    left_room = forms.BooleanField(label=gettext_lazy("left the room"), required=False, initial=True)

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seats = {seat.pk: seat for seat in seats}
        self.fields["seat"].choices = [(seat.pk, seat.office) for seat in seats]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"seat": self._seats[self.cleaned_data["seat"]]}


class DecisionForm(forms.Form):
    """A vote on an item: a voice for each seat that may vote, or sums only."""

    text = TextField(label=gettext_lazy("Wording of the decision"), max_length=5000, rows=4)
    method = forms.ChoiceField(
        label=gettext_lazy("How it is voted on"),
        choices=[choice for choice in VoteMethod.choices if choice[0] != VoteMethod.CIRCULAR],
        initial=VoteMethod.OPEN,
    )
    yes = forms.IntegerField(label=gettext_lazy("Yes"), min_value=0, max_value=500, required=False)
    no = forms.IntegerField(label=gettext_lazy("No"), min_value=0, max_value=500, required=False)
    abstain = forms.IntegerField(
        label=gettext_lazy("Abstentions"), min_value=0, max_value=500, required=False
    )

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            self.fields[f"sitz-{seat.pk}"] = forms.ChoiceField(
                label=seat.office, choices=Ballot.choices, widget=forms.RadioSelect, required=False
            )

    def values(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("text", "method")}
        return given | {"votes": self.votes(), "count": self.count()}

    def rows(self) -> list[tuple[Seat, Any]]:
        return [(seat, self[f"sitz-{seat.pk}"]) for seat in self.seats]

    def votes(self) -> dict[int, str]:
        given = {seat.pk: self.cleaned_data.get(f"sitz-{seat.pk}", "") for seat in self.seats}
        return {pk: value for pk, value in given.items() if value}

    def count(self) -> Count | None:
        """Sums, when any were entered."""
        sums = [self.cleaned_data.get(name) for name in ("yes", "no", "abstain")]
        return Count(*(number or 0 for number in sums)) if any(n is not None for n in sums) else None


class TaskForm(forms.Form):
    text = LineField(label=gettext_lazy("Task"), max_length=500)
    owner = LineField(label=gettext_lazy("Who"), max_length=200, required=False)
    seat = forms.TypedChoiceField(
        label=gettext_lazy("Seat"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Whoever holds this seat sees the task and can tick it off."),
    )
    due_on = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, seats: list[Seat], held: Task | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {
                "text": held.text,
                "owner": held.owner,
                "seat": held.seat_id,
                "due_on": held.due_on,
            }
        super().__init__(*args, **kwargs)
        self._seats = {seat.pk: seat for seat in seats}
        known = [("", _("nobody of the body")), *((seat.pk, seat.office) for seat in seats)]
        self.fields["seat"].choices = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("owner") and not found.get("seat"):
            self.add_error("owner", _("Please say who does it."))
        return found

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        seat = self._seats.get(found["seat"]) if found["seat"] else None
        return found | {"seat": seat, "owner": found["owner"] or (seat.office if seat else "")}


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[choice for choice in Reply.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    deputy = LineField(
        label=gettext_lazy("Who comes instead"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: Fachdienst Prävention"),
    )


class CorrectionForm(forms.Form):
    text = TextField(label=gettext_lazy("Correction"), max_length=3000, rows=4)
    item = forms.TypedChoiceField(label=gettext_lazy("Item"), required=False, coerce=int, empty_value=None)
    on = DayField(label=gettext_lazy("Decided on"), required=False)

    def __init__(self, *args: Any, agenda: Sequence[tuple[str, AgendaItem]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {item.pk: item for _no, item in agenda}
        known = [("", _("the whole minutes")), *((item.pk, f"{no} {item.title}") for no, item in agenda)]
        self.fields["item"].choices = known  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"item": self._items.get(self.cleaned_data["item"])}
