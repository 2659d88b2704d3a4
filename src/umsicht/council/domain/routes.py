"""Steps of a paper's route. Each has its own visibility; the log keeps no word of a closed one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold, merge
from umsicht.council.enums import PaperState
from umsicht.council.models import Paper, Referral
from umsicht.directory.domain.writing import checked, only_known, take_over

FIELDS = frozenset({"body", "planned_on", "role", "visibility", "result", "source"})
MOST_STEPS = 30


@transaction.atomic
def add_step(*, paper: Paper, actor: Any, position: int = 0, **values: Any) -> Referral:
    """A new step, the last one unless `position` (from 1) says otherwise. Raises BadInput, Conflict, NotAllowed."""
    only_known(values, FIELDS)
    _held(paper, actor)
    if paper.route.count() >= MOST_STEPS:
        raise BadInput(_("A route has at most %(most)s steps.") % {"most": MOST_STEPS})
    step = Referral(tenant=paper.tenant, paper=paper, position=paper.route.count() + 1, **values)
    _check(step)
    step.save(force_insert=True)
    _place(step, position)
    _tell(step, actor, "added")
    return step


@transaction.atomic
def change_step(
    *, step: Referral, actor: Any, position: int = 0, reason: str = "", stamp: str = "", **values: Any
) -> bool:
    """Correct a step or move it; False when nothing differs.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS)
    paper = step.paper
    _held(paper, actor)
    hold(step)
    step.paper, step.tenant = paper, paper.tenant
    if stamp:
        values = merge(values, {name: getattr(step, name) for name in values}, stamp=stamp)
    _before, after = take_over(step, values)
    if after:
        _check(step)
        step.save(update_fields=list(after))
    if not _place(step, position) and not after:
        return False
    _tell(step, actor, "changed", reason=reason)
    return True


@transaction.atomic
def remove_step(*, step: Referral, actor: Any, reason: str = "") -> None:
    """The body does not deal with it. What it dealt with already stands on the agenda items, which stay."""
    _held(step.paper, actor)
    _tell(step, actor, "removed", reason=reason)
    paper = step.paper
    step.delete()
    _number([*paper.route.all()])


def _held(paper: Paper, actor: Any) -> None:
    require(actor, "council.paper.change", paper)
    hold(paper)
    if paper.state == PaperState.WITHDRAWN:
        raise Conflict(_("This paper was withdrawn. Please take it up again first."))


def _check(step: Referral) -> None:
    checked(step, {})
    if step.body.tenant_id != step.tenant_id:
        raise BadInput(_("This body belongs to another town."))


def _place(step: Referral, position: int) -> bool:
    """Put it at a place of the route, counted from 1 (0: where it is); whether anything moved."""
    others = [one for one in step.paper.route.all() if one.pk != step.pk]  # each knows its paper
    before = sum((one.position, one.pk) < (step.position, step.pk) for one in others)
    at = min(max(position - 1, 0), len(others)) if position else before
    return _number([*others[:at], step, *others[at:]])


def _number(steps: list[Referral]) -> bool:
    moved = [(one, place) for place, one in enumerate(steps, start=1) if one.position != place]
    for one, place in moved:
        one.position, one.tenant = place, one.paper.tenant
        one.save(update_fields=["position"])
    return bool(moved)


def _tell(step: Referral, actor: Any, what: str, *, reason: str = "") -> None:
    after = {"step": step.pk, "what": what}
    journal.record("council.paper.route", step.paper, actor=actor, after=after, reason=reason)
