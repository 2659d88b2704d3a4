"""Forms of goals, milestones, notes and partners, of priorities and decisions of problem fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.enums import Precision
from umsicht.council.interfaces.forms import RecordForm
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.directory.queries.desk import open_choices
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.measures.enums import FieldStep, GoalLevel, NoteKind
from umsicht.measures.models import Goal, Measure, Milestone, Note, Partner
from umsicht.measures.models.field import LOWEST
from umsicht.measures.queries.measures import part_at_desk
from umsicht.ui.fields import DayField, FigureField


def _figure(label: Any) -> FigureField:
    widget = forms.TextInput(attrs={"class": "um-short"})
    return FigureField(label=label, required=False, max_digits=12, decimal_places=2, widget=widget)


class PartForm(RecordForm):
    """A form of something that belongs to a measure; filled with `held` when it is there already."""

    def __init__(self, *args: Any, measure: Measure, held: Model | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.measure, self.held = measure, held
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the measure."""


class GoalForm(PartForm):
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=GoalLevel.choices,
        help_text=gettext_lazy("The guiding goal stands on top; goals of action say what is done for it."),
    )
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Which goal it serves"), required=False, coerce=int, empty_value=None
    )
    text = LineField(
        label=gettext_lazy("Goal"),
        max_length=300,
        help_text=gettext_lazy("What is different when it is reached, not what you do."),
    )
    indicator = LineField(
        label=gettext_lazy("By what you see it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What is counted or measured, for example: lamps out of order on the route"),
    )
    unit = LineField(label=gettext_lazy("Unit"), max_length=40, required=False)
    baseline = _figure(gettext_lazy("Value before"))
    target = _figure(gettext_lazy("Target"))
    target_on = DayField(label=gettext_lazy("To be reached by"), required=False)
    actual = _figure(gettext_lazy("Value now"))
    actual_on = DayField(label=gettext_lazy("As of"), required=False)
    value_source = LineField(label=gettext_lazy("Where the value comes from"), max_length=300, required=False)

    def prepare(self) -> None:
        self.links = {"parent": partial(part_at_desk, Goal, self.measure)}  # type: ignore[misc]
        own = self.held.pk if self.held is not None else None
        above = [
            (goal.pk, goal.text)
            for goal in self.measure.goals.all()
            if goal.pk != own and goal.level != GoalLevel.ACTION
        ]
        self.fields["parent"].choices = [("", _("none, it stands on top")), *above]  # type: ignore[attr-defined]
        if isinstance(self.held, Goal):
            self.initial["parent"] = self.held.parent_id


class MilestoneForm(PartForm):
    title = LineField(label=gettext_lazy("What is to be done"), max_length=200)
    due_on = DayField(label=gettext_lazy("Due on"))
    done_on = DayField(
        label=gettext_lazy("Done on"), required=False, help_text=gettext_lazy("Empty while it is open.")
    )


class NoteForm(PartForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        initial=NoteKind.PROGRESS,
    )
    text = TextField(label=gettext_lazy("What happened"), max_length=2000)
    reason = LineField(
        label=gettext_lazy("Reason for the deviation"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Needed for a deviation from the plan."),
    )
    on = DayField(label=gettext_lazy("Day"))
    is_public = forms.BooleanField(
        label=gettext_lazy("show on the portal"),
        required=False,
        help_text=gettext_lazy("Write no names of persons, here or in internal notes."),
    )

    def prepare(self) -> None:
        self.fields["on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == NoteKind.DEVIATION and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why it deviates from the plan."))
        return cleaned


class PartnerForm(PartForm):
    links: ClassVar = {"organisation": organisation_at_desk}

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("Entry in the directory"), required=False, coerce=int, empty_value=None
    )
    name = LineField(
        label=gettext_lazy("Name, if not in the directory"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The office or organisation, not the person."),
    )

    def prepare(self) -> None:
        known = [("", _("no entry")), *open_choices()]
        if isinstance(self.held, Partner) and self.held.organisation is not None:
            entry = self.held.organisation
            known = list(dict([*known, (entry.pk, entry.name)]).items())
            self.initial["organisation"] = entry.pk
        self.fields["organisation"].choices = known  # type: ignore[attr-defined]


FORMS: dict[type[Any], Callable[..., PartForm]] = {
    Goal: GoalForm,
    Milestone: MilestoneForm,
    Note: NoteForm,
    Partner: PartnerForm,
}


class FieldRowForm(RecordForm):
    """A priority or a decision of a problem field."""

    def __init__(self, *args: Any, held: Model | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class PriorityForm(FieldRowForm):
    rank = forms.IntegerField(
        label=gettext_lazy("Rank"),
        min_value=1,
        max_value=LOWEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "um-short"}),
        help_text=gettext_lazy("1 is the most important; several fields may have the same rank."),
    )
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty: until another priority is set."),
    )
    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        rows=3,
        help_text=gettext_lazy("Which figures, findings or wishes speak for it? Shown on the portal."),
    )
    decision_ref = LineField(
        label=gettext_lazy("Decision"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Its number, for example: KPR 3/2019"),
    )


class FieldDecisionForm(FieldRowForm):
    step = forms.ChoiceField(label=gettext_lazy("What the decision did"), choices=FieldStep.choices)
    decision_ref = LineField(label=gettext_lazy("Decision"), max_length=120)
    on = DayField(label=gettext_lazy("Decided on"), required=False)
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly is that known?"), choices=Precision.choices, initial=Precision.DAY
    )
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)
