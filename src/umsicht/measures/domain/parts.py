"""Writes to what belongs to a measure: goals, milestones, notes, partners. Each is entered, corrected, or removed with a reason."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import amend, checked, only_known, plain, shown_changed
from umsicht.measures.enums import GoalLevel, NoteKind
from umsicht.measures.errors import WrongFloor
from umsicht.measures.models import Goal, Measure, Milestone, Note, Partner

Part = Goal | Milestone | Note | Partner
P = TypeVar("P", Goal, Milestone, Note, Partner)
FIELDS: dict[type[Any], frozenset[str]] = {
    Goal: frozenset(
        {
            "parent", "level", "text", "indicator", "unit", "baseline", "target", "target_on", "actual", "actual_on",
            "value_source",
        }
    ),
    Milestone: frozenset({"title", "due_on", "done_on"}),
    Note: frozenset({"kind", "text", "reason", "on", "is_public"}),
    Partner: frozenset({"organisation", "name"}),
}  # fmt: skip


@transaction.atomic
def create_part(kind: type[P], /, *, measure: Measure, actor: Any, **values: Any) -> P:
    """A new goal, milestone, note or partner. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS[kind])
    require(actor, "measures.measure.change", measure)
    hold(measure)  # two people who add goals see each other's
    part = kind(tenant=measure.tenant, measure=measure, **values)
    _check(part)
    part.save(force_insert=True)
    after = {name: plain(value) for name, value in values.items() if value not in (None, "")}
    journal.record(
        f"measures.{_noun(part)}.create", part, actor=actor, after={**after, "measure": measure.pk}
    )
    shown_changed(measure.tenant)
    return part


@transaction.atomic
def change_part(*, part: Part, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Correct it; False when nothing differs. With the form's `stamp`, raises ChangedMeanwhile."""
    only_known(values, FIELDS[type(part)])
    require(actor, "measures.measure.change", part.measure)
    changed = amend(part, values, f"measures.{_noun(part)}.change", actor=actor, stamp=stamp, check=_check)
    if changed:
        shown_changed(part.tenant)
    return bool(changed)


@transaction.atomic
def remove_part(*, part: Part, actor: Any, reason: str) -> None:
    """Gone from every page; the log keeps what it said, and the reason. Raises Conflict for a goal that others serve."""
    require(actor, "measures.measure.change", part.measure)
    hold(part)
    if isinstance(part, Goal) and part.children.exists():
        raise Conflict(_("Other goals serve this one. Please move or remove them first."))
    before = {name: plain(getattr(part, name)) for name in sorted(FIELDS[type(part)])}
    journal.record(f"measures.{_noun(part)}.remove", part, actor=actor, before=before, reason=reason)
    part.delete()
    shown_changed(part.tenant)


def _noun(part: Part) -> str:
    return type(part).__name__.lower()


def _check(part: Part) -> None:
    if isinstance(part, Note):
        checked(part, {"text": MaxLengthValidator(2000)})
        _check_note(part)
        return
    checked(part, {})
    if isinstance(part, Goal):
        _check_goal(part)
    elif isinstance(part, Milestone) and part.done_on is not None and part.done_on > clock.today():
        raise BadInput(_("This day has not come yet."))
    elif isinstance(part, Partner):
        _check_partner(part)


def _check_note(note: Note) -> None:
    if note.kind == NoteKind.DEVIATION and not note.reason:
        raise BadInput(_("Please say why it deviates from the plan."))
    if note.on > clock.today():
        raise BadInput(_("This day has not come yet."))


def _check_partner(partner: Partner) -> None:
    if (partner.organisation is None) == (not partner.name):
        raise BadInput(_("Please choose an entry of the directory or give a name, one of the two."))
    if partner.organisation is not None:
        if partner.organisation.tenant_id != partner.tenant_id:
            raise BadInput(_("Organisation and measure belong to different municipalities."))
        twins = Partner.objects.filter(measure=partner.measure, organisation=partner.organisation)
        if twins.exclude(pk=partner.pk).exists():
            raise BadInput(_("This organisation takes part already."))


def _check_goal(goal: Goal) -> None:
    """Raises WrongFloor, or BadInput for figures that say too little."""
    floors = list(GoalLevel.values)
    if goal.parent is not None and (
        goal.parent.measure_id != goal.measure_id
        or floors.index(goal.parent.level) >= floors.index(goal.level)
    ):
        raise WrongFloor
    if goal.pk and any(floors.index(c.level) <= floors.index(goal.level) for c in goal.children.all()):
        raise WrongFloor
    figures = (goal.baseline, goal.target, goal.actual)
    if not goal.indicator and any(value is not None for value in figures):
        raise BadInput(_("Please say what the figures count."))
    if goal.actual is not None and goal.actual_on is None:
        raise BadInput(_("Please say as of which day the value is."))
    if goal.actual_on is not None and goal.actual_on > clock.today():
        raise BadInput(_("This day has not come yet."))
