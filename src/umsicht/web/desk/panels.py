"""What waits in the office, and what stands on the desk's first page. Each package registers its own, from its web module.

A **kind of waiting work** shows on the first page, in the inbox `/desk/<tenant>/arbeit` with count and age, and there
people take single things over and act on many at once:

    panels.register_waiting(
        panels.Waiting(
            key="enquiries",
            permission="enquiries.enquiry.handle",         # asked with the tenant
            label=_("Enquiries without an answer"),
            figures=figures,      # (request, tenant) -> Figures(count, oldest): one query, counts all of them
            items=items,          # (request, tenant, most) -> [Item(…)], oldest first, at most `most`; two queries
            late_after=dt.timedelta(days=7),               # from then on a thing counts as urgent
            actions=(panels.Action("close", _("Close"), "enquiries.enquiry.handle", close_one),),
            order=20,             # the smaller, the more pressing
        )
    )

    def items(request, tenant, most):
        return [panels.Item(subject=e.pk, title=_("Enquiry"), rest=f": {e.title}", url=…, since=e.created_at, due=e.due_on)
                for e in queries.unanswered()[:most]]

    def close_one(actor, subject, reason):                 # one domain call; its UmsichtError is told for this thing
        close(enquiry=enquiry_at_desk(subject), actor=actor, reason=reason)

`subject` is the record's primary key: with it the assignment is kept.

A **panel** is a box of the first page:

    panels.register(panels.Panel(key="freshness", title=_("Freshness of offers"), template="desk/panels/freshness.html",
                                 permission="offers.offer.view", load=freshness, order=30))

All callables are asked per request, inside the scope of the tenant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.tenancy.models import Tenant
from umsicht.ui.lists import Todo
from umsicht.ui.nav import Text

SHOWN = 8
LATE = dt.timedelta(days=7)


@dataclass(frozen=True)
class Figures:
    """How much of a kind waits, and since when the oldest does."""

    count: int
    oldest: dt.datetime | None = None


@dataclass(frozen=True)
class Item:
    """One thing that waits: a strong first part, the rest, what about it, the word on its button.

    `since` is when it began to wait. `due` is the day by which somebody should have acted; past it the thing is urgent.
    """

    subject: int
    title: Text
    url: str
    since: dt.datetime | None
    rest: Text = ""
    meta: Text = ""
    due: dt.date | None = None
    urgent: bool = False
    action: Text = ""
    demo: bool = False


@dataclass(frozen=True)
class Action:
    """A step that can be taken for many things at once. `run(actor, subject, reason)` does it for one of them."""

    key: str
    label: Text
    permission: str
    run: Callable[[Any, int, str], object]
    needs_reason: bool = False


FiguresLoader = Callable[[HttpRequest, Tenant], Figures]
ItemsLoader = Callable[[HttpRequest, Tenant, int], Sequence[Item]]
PanelLoader = Callable[[HttpRequest, Tenant], dict[str, Any] | None]


@dataclass(frozen=True)
class Waiting:
    """A kind of waiting work; `order` sets its place among the others, `kinds` limits it to kinds of tenants (empty: all)."""

    key: str
    permission: str
    label: Text
    figures: FiguresLoader
    items: ItemsLoader
    order: int = 50
    late_after: dt.timedelta = LATE
    actions: Sequence[Action] = field(default=())
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Panel:
    """`template` gets the answer of `load` as `data`, and draws what stands below the heading; None hides the panel."""

    key: str
    title: Text
    template: str
    permission: str
    load: PanelLoader
    order: int = 50
    column: Literal["main", "side"] = "main"


@dataclass(frozen=True)
class Shown:
    panel: Panel
    data: dict[str, Any]


_waiting: dict[str, Waiting] = {}
_panels: dict[str, Panel] = {}


def register_waiting(waiting: Waiting) -> None:
    _waiting[waiting.key] = waiting


def register(panel: Panel) -> None:
    _panels[panel.key] = panel


def kinds_for(request: HttpRequest, tenant: Tenant) -> list[Waiting]:
    """The kinds of work that this person may see here, the most pressing first."""
    return [
        waiting
        for waiting in sorted(_waiting.values(), key=lambda w: (w.order, w.key))
        if (not waiting.kinds or tenant.kind in waiting.kinds)
        and request.user.has_perm(waiting.permission, tenant)
    ]


def waiting_for(request: HttpRequest, tenant: Tenant) -> list[Todo]:
    """What stands on the first page: of each kind as many as the page shows at all."""
    return [
        as_todo(item)
        for waiting in kinds_for(request, tenant)
        for item in waiting.items(request, tenant, SHOWN)
    ]


def waiting_count(request: HttpRequest, tenant: Tenant) -> int:
    """All that waits for this person; one query per kind."""
    return sum(waiting.figures(request, tenant).count for waiting in kinds_for(request, tenant))


def as_todo(item: Item) -> Todo:
    return Todo(
        title=item.title,
        url=item.url,
        rest=item.rest,
        meta=item.meta,
        action=item.action or _("Look"),
        action_url=item.url,
        demo=item.demo,
    )


def shown(request: HttpRequest, tenant: Tenant, column: str) -> list[Shown]:
    found = []
    for panel in sorted(_panels.values(), key=lambda p: (p.order, p.key)):
        if panel.column == column and request.user.has_perm(panel.permission, tenant):
            data = panel.load(request, tenant)
            if data is not None:
                found.append(Shown(panel, data))
    return found
