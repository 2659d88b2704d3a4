"""Steps for many things at once: take over, give back, pass on, and what each kind offers. What can't be done is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.core.errors import UmsichtError
from umsicht.core.meanwhile import check_seen
from umsicht.notify.domain import work
from umsicht.notify.queries.work import people_of
from umsicht.tenancy.models import Tenant
from umsicht.web.desk.waiting.gathering import Kind, items_of

Do = Callable[[str, int], object]
TAKE, GIVE_BACK, ASSIGN = "uebernehmen", "zurueckgeben", "zuweisen."


@dataclass
class Outcome:
    """How many were done; why the others were not, each in words."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


def steps(request: HttpRequest, tenant: Tenant, among: Sequence[Kind]) -> tuple[list[Any], frozenset[str]]:
    """Choices for the form, grouped by kind, and which of them want a reason."""
    user = request.user
    found: list[Any] = [(TAKE, _("take over")), (GIVE_BACK, _("give back"))]
    wanting = set()
    if user.has_perm("notify.work.assign", tenant):
        others = [
            (f"{ASSIGN}{person.pk}", str(person))
            for person in people_of(tenant).values()
            if person.pk != user.pk
        ]
        found += [(_("give to"), others)] if others else []
    for kind in among:
        allowed = [action for action in kind.waiting.actions if user.has_perm(action.permission, tenant)]
        if allowed:
            found.append(
                (str(kind.label), [(f"{kind.key}.{action.key}", str(action.label)) for action in allowed])
            )
            wanting |= {f"{kind.key}.{action.key}" for action in allowed if action.needs_reason}
    return found, frozenset(wanting)


def act(
    request: HttpRequest,
    tenant: Tenant,
    among: Sequence[Kind],
    step: str,
    things: Sequence[tuple[str, int]],
    reason: str = "",
    seen_at: dt.datetime | None = None,
) -> Outcome:
    """One step for each thing that still waits, each in its own transaction; an expected error of one stops no other.

    `seen_at` is when the person saw the list: what came or came again later is not decided on.
    """
    outcome, do = Outcome(), _doing(request, tenant, among, step, reason)
    decides = step not in (TAKE, GIVE_BACK) and not step.startswith(ASSIGN)
    waiting = {
        (kind.key, item.subject): item
        for kind in among
        if kind.waiting.items is not None and kind.key in {name for name, _number in things}
        for item in items_of(request, tenant, kind)
    }
    for kind_key, subject in things:
        item = waiting.get((kind_key, subject))
        if item is None:
            outcome.refused.append(_("This does not wait any more."))
            continue
        title = f"{item.title}{item.rest}"
        try:
            if decides:
                check_seen(item.since, seen_at)
            do(kind_key, subject)
        except UmsichtError as error:
            outcome.refused.append(f"{title}: {error.message or _('This could not be done.')}")
        else:
            outcome.done += 1
    return outcome


def _doing(request: HttpRequest, tenant: Tenant, among: Sequence[Kind], step: str, reason: str) -> Do:
    user: Any = request.user
    if step == TAKE:
        return lambda kind, subject: work.assign(
            actor=user, tenant=tenant, kind=kind, subject=subject, to=user
        )
    if step == GIVE_BACK:
        return lambda kind, subject: work.give_back(actor=user, tenant=tenant, kind=kind, subject=subject)
    if step.startswith(ASSIGN):
        person = people_of(tenant)[int(step.removeprefix(ASSIGN))]
        return lambda kind, subject: work.assign(
            actor=user, tenant=tenant, kind=kind, subject=subject, to=person
        )
    wanted, _dot, name = step.partition(".")
    action = next(a for kind in among if kind.key == wanted for a in kind.waiting.actions if a.key == name)

    def do(kind: str, subject: int) -> object:
        if kind != wanted:
            raise UmsichtError(_("This step is meant for other things."))
        return action.run(user, subject, reason)

    return do
