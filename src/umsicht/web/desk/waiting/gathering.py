"""Puts all kinds of waiting work together into one list: filter, order, age, who is on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.memory import Memory
from umsicht.notify.interfaces.work import WorkFilterForm
from umsicht.notify.models import Assignment
from umsicht.notify.queries import work as queries
from umsicht.tenancy.models import Tenant
from umsicht.ui.nav import Text
from umsicht.web.desk import panels
from umsicht.web.desk.panels import Figures, Item, Waiting

MOST = 300
"""Of each kind; who has more waiting works through the kind's own list."""
_counts: Memory[int] = Memory(512)


@dataclass(frozen=True)
class Kind:
    """One kind as the tabs show it."""

    waiting: Waiting
    figures: Figures
    late: bool

    @property
    def key(self) -> str:
        return self.waiting.key

    @property
    def label(self) -> Text:
        return self.waiting.label

    @property
    def age(self) -> str:
        return age_of(self.figures.oldest)


@dataclass(frozen=True)
class Row:
    kind: Kind
    item: Item
    person: User | None
    mine: bool
    late: bool

    @property
    def key(self) -> str:
        return f"{self.kind.key}:{self.item.subject}"

    @property
    def age(self) -> str:
        return age_of(self.item.since)


def age_of(since: dt.datetime | None) -> str:
    """How long something waits, in words; empty where nobody knows."""
    if since is None:
        return ""
    days = max((clock.today() - clock.local(since).date()).days, 0)
    if days == 0:
        return _("since today")
    return ngettext("since yesterday", "for %(days)d days", days) % {"days": days}


def kinds(request: HttpRequest, tenant: Tenant) -> list[Kind]:
    """All kinds this person may see here with their figures; one query each."""
    found = []
    for waiting in panels.kinds_for(request, tenant):
        figures = waiting.figures(request, tenant)
        late = figures.oldest is not None and clock.now() - figures.oldest > waiting.late_after
        found.append(Kind(waiting, figures, late))
    return found


def items_of(request: HttpRequest, tenant: Tenant, kind: Kind) -> list[Item]:
    return list(kind.waiting.items(request, tenant, MOST)) if kind.figures.count else []


def rows(request: HttpRequest, tenant: Tenant, among: Sequence[Kind]) -> list[Row]:
    """Everything that waits of these kinds, with who is on it. Whoever left the office is on nothing."""
    taken, people = queries.assignments(tenant), queries.people_of(tenant)
    found = []
    for kind in among:
        for item in items_of(request, tenant, kind):
            held: Assignment | None = taken.get((kind.key, item.subject))
            person = people.get(held.user_id) if held is not None else None
            found.append(Row(kind, item, person, person == request.user, _is_late(kind.waiting, item)))
    return found


def _is_late(waiting: Waiting, item: Item) -> bool:
    if item.urgent or (item.due is not None and item.due < clock.today()):
        return True
    return item.due is None and item.since is not None and clock.now() - item.since > waiting.late_after


def chosen(found: list[Row], form: WorkFilterForm) -> list[Row]:
    """The rows in the filter, in the order asked for."""
    whose, age = form.chosen("wer"), form.chosen("alter")
    tests = {
        "ich": lambda row: row.mine,
        "niemand": lambda row: row.person is None,
        "andere": lambda row: row.person is not None and not row.mine,
    }
    ages = {
        "dringend": lambda row: row.late,
        "woche": lambda row: _older(row, 7),
        "monat": lambda row: _older(row, 30),
    }
    for test in (tests.get(whose), ages.get(age)):
        if test is not None:
            found = [row for row in found if test(row)]
    return _ordered(found, form.chosen("sortierung"))


def _older(row: Row, days: int) -> bool:
    return row.item.since is not None and clock.now() - row.item.since > dt.timedelta(days=days)


def _ordered(found: list[Row], order: str) -> list[Row]:
    far = clock.now() + dt.timedelta(days=36500)
    by_age = sorted(found, key=lambda row: (row.item.since or far, row.key))
    if order == "alt":
        return by_age
    if order == "neu":
        return by_age[::-1]
    if order == "art":
        return sorted(by_age, key=lambda row: (row.kind.waiting.order, row.kind.key))
    return sorted(by_age, key=lambda row: (not row.late, row.kind.waiting.order if row.late else 0))


def count(request: HttpRequest, tenant: Tenant) -> int:
    """For the navigation of each page of the desk: counted anew after each write here, at the latest each minute."""
    allowed = tuple(waiting.key for waiting in panels.kinds_for(request, tenant))
    if not allowed:
        return 0
    key, minute = (tenant.pk, request.user.pk, allowed), int(clock.now().timestamp()) // 60
    found = _counts.get(key, minute)
    return found if found is not None else _counts.keep(key, minute, panels.waiting_count(request, tenant))


def _forget_counts(**_kwargs: Any) -> None:
    """Each write leaves an entry in the log. Once more after the commit: meanwhile others may have counted the old rows."""
    _counts.clear()
    transaction.on_commit(_counts.clear)


def connect() -> None:
    post_save.connect(_forget_counts, sender=AuditEvent, dispatch_uid="web.desk.waiting.counts")
