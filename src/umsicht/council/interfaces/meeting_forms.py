"""Forms about meetings, series and agenda. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.enums import (
    ItemKind,
    ItemVisibility,
    MeetingState,
    Mode,
)
from umsicht.council.interfaces.forms import RecordForm
from umsicht.council.models import AgendaItem, Meeting, Series
from umsicht.council.queries import bodies as body_queries
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.meetings import Wanted
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.ui.fields import DayField, TimeField

STATES = [
    ("", gettext_lazy("all but those called off")),
    ("offen", gettext_lazy("to come")),
    *MeetingState.choices,
]


def body_field(*, required: bool = True) -> Any:
    return forms.TypedChoiceField(label=gettext_lazy("Body"), coerce=int, empty_value=None, required=required)


class MeetingFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    gremium = body_field(required=False)
    stand = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)
    jahr = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2199)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gremium"].choices = [("", _("all bodies")), *body_queries.choices()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            given.get("q", ""),
            given.get("gremium"),
            given.get("stand", ""),
            given.get("jahr"),
            given.get("sortierung") or "-wann",
        )


class MeetingForm(RecordForm):
    """A meeting; day and times are Berlin's."""

    links: ClassVar = {"series": queries.series_at_desk, "body": body_queries.body_at_desk}

    body = body_field()
    series = forms.TypedChoiceField(
        label=gettext_lazy("Series"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Brings place and standing items."),
    )
    title = LineField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, meetings are counted: 3. Sitzung 2026"),
    )
    day = DayField(label=gettext_lazy("Day"))
    begins = TimeField(label=gettext_lazy("Begins"))
    ends = TimeField(label=gettext_lazy("Ends"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("How it is held"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        initial=Mode.ON_SITE,
    )
    place = LineField(label=gettext_lazy("Place"), max_length=200, required=False)
    online_url = forms.URLField(
        label=gettext_lazy("Address of the video meeting"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Only those invited see it."),
    )
    note = TextField(label=gettext_lazy("Note to those invited"), max_length=2000, rows=3, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("show date and public items on the portal"), required=False
    )

    def __init__(self, *args: Any, held: Meeting | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = initial_of(held)
        super().__init__(*args, **kwargs)
        if held is not None:
            del self.fields["body"], self.fields["series"]
            self.fields["title"].required = True
            return
        self.fields["body"].choices = body_queries.choices()  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", _("single meeting")), *queries.series_choices()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        found = super().values()
        day, begins, ends = found.pop("day"), found.pop("begins"), found.pop("ends")
        found["starts_at"] = clock.at(day, begins)
        found["ends_at"] = clock.at(day, ends) if ends else None
        return found


def initial_of(meeting: Meeting) -> dict[str, Any]:
    start = clock.local(meeting.starts_at)
    end = clock.local(meeting.ends_at) if meeting.ends_at else None
    names = ("title", "mode", "place", "online_url", "note", "is_public")
    return {
        "day": start.date(),
        "begins": start.time(),
        "ends": end.time() if end else None,
        **{name: getattr(meeting, name) for name in names},
    }


class SeriesForm(forms.Form):
    title = LineField(label=gettext_lazy("Title"), max_length=120)
    every_months = forms.IntegerField(
        label=gettext_lazy("Every so many months"), min_value=1, max_value=24, initial=3
    )
    place = LineField(label=gettext_lazy("Place"), max_length=200, required=False)
    standing = TextField(
        label=gettext_lazy("Standing items"),
        max_length=3000,
        rows=5,
        required=False,
        help_text=gettext_lazy("One per line. Public ones begin with a plus sign: + Bericht der Gruppen"),
    )
    is_situation = forms.BooleanField(
        label=gettext_lazy("situation meetings of police and order office"), required=False
    )
    is_public = forms.BooleanField(label=gettext_lazy("shown on the portal"), required=False)
    ahead = forms.IntegerField(
        label=gettext_lazy("Meetings planned ahead"),
        min_value=0,
        max_value=12,
        initial=2,
        help_text=gettext_lazy(
            "So many drafts always lie ahead, on the same weekday of the month as the last meeting you planned. 0: none."
        ),
    )
    is_paused = forms.BooleanField(label=gettext_lazy("pauses: nothing is planned by itself"), required=False)
    ended_on = DayField(
        label=gettext_lazy("Ends on"),
        required=False,
        help_text=gettext_lazy("Nothing is planned after this day. Meetings planned already stay."),
    )

    def __init__(self, *args: Any, held: Series | None = None, **kwargs: Any) -> None:
        if held is not None:
            names = set(self.base_fields) - {"standing"}
            kwargs["initial"] = {name: getattr(held, name) for name in names} | {"standing": as_lines(held)}
        super().__init__(*args, **kwargs)
        if held is None:
            del self.fields["is_paused"]

    def clean_standing(self) -> list[dict[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["standing"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines) or len(lines) > 20:
            raise forms.ValidationError(_("At most 20 items with 300 letters each."))
        return [
            {
                "title": line.lstrip("+ ").strip() or line,
                "kind": ItemKind.REPORT.value,
                "visibility": (
                    ItemVisibility.PUBLIC if line.startswith("+") else ItemVisibility.CLOSED
                ).value,
            }
            for line in lines
        ]


def as_lines(series: Series) -> str:
    return "\n".join(
        f"+ {row['title']}" if row["visibility"] == ItemVisibility.PUBLIC else row["title"]
        for row in series.standing
    )


class ItemForm(RecordForm):
    links: ClassVar = {"paper": queries.paper_of}

    title = LineField(label=gettext_lazy("Title"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ItemKind.choices, initial=ItemKind.TALK)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Public or closed"),
        choices=ItemVisibility.choices,
        widget=forms.RadioSelect,
        initial=ItemVisibility.CLOSED,
        help_text=gettext_lazy("Closed items, their papers and decisions stay with office and members."),
    )
    paper = forms.TypedChoiceField(label=gettext_lazy("Paper"), required=False, coerce=int, empty_value=None)
    proposed_by = LineField(label=gettext_lazy("Proposed by"), max_length=200, required=False)
    topic = LineField(
        label=gettext_lazy("Topic"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("The same word in several meetings lets you compile all of their minutes."),
    )

    def __init__(
        self, *args: Any, papers: list[tuple[int, str]], held: AgendaItem | None = None, **kwargs: Any
    ) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields} | {
                "paper": held.paper_id
            }
        super().__init__(*args, **kwargs)
        known = [("", _("no paper")), *papers]
        if held is not None and held.paper is not None:
            known = list(dict([*known, (held.paper_id, held.paper.number)]).items())
        self.fields["paper"].choices = known  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    label = LineField(
        label=gettext_lazy("Guest"),
        max_length=200,
        help_text=gettext_lazy("Office or organisation; a name is not needed."),
    )
    item = forms.TypedChoiceField(
        label=gettext_lazy("Invited for"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, agenda: Sequence[tuple[str, AgendaItem]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {item.pk: item for _no, item in agenda}
        known = [("", _("the whole meeting")), *((item.pk, f"{no} {item.title}") for no, item in agenda)]
        self.fields["item"].choices = known  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"item": self._items.get(self.cleaned_data["item"])}
