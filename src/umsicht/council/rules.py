"""Who may do what with bodies, meetings, papers and decisions.

Whoever works here reads all bodies, also those not on the portal. Closed items, their papers and decisions are read by
the office and by those who hold a seat in the body (queries/visibility.py); nobody looks at them from above.
"""

from __future__ import annotations

from typing import Any

import rules

from umsicht.council.models import Body, Task
from umsicht.council.queries.visibility import sits_in
from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.rules import has_role

leads_office = has_role(Role.COORDINATOR)


@rules.predicate
def has_seat(user: Any, obj: Any) -> bool:
    """Holds a seat in the body of the object, or deputises; for a tenant in none in particular."""
    if obj is None or isinstance(obj, Tenant):
        return False
    return sits_in(user, [obj.pk if isinstance(obj, Body) else obj.body_id])


@rules.predicate
def is_own_task(user: Any, obj: Any) -> bool:
    """The task belongs to a body in which the person sits, and to a seat of theirs."""
    if not isinstance(obj, Task) or obj.seat_id is None:
        return False
    return obj.seat.holders.filter(user=user).exists() and sits_in(user, [obj.body_id])


# Asked with the tenant (lists, structure) or the body.
rules.add_rule("council.body.view", works_here)
rules.add_rule("council.body.change", edits)
rules.add_rule("council.body.history", edits | has_role(Role.AUDITOR))
rules.add_rule("council.body.end", leads_office)
# People on seats: names and addresses are for the office only.
rules.add_rule("council.holder.view", edits)
rules.add_rule("council.holder.change", edits)
# Asked with the tenant or the meeting. What of it one may see is narrowed by the queries.
rules.add_rule("council.meeting.view", works_here)
rules.add_rule("council.meeting.change", edits)
rules.add_rule("council.meeting.everything", edits)
rules.add_rule("council.minutes.write", edits)
rules.add_rule("council.minutes.approve", leads_office)
rules.add_rule("council.meeting.reply", has_seat)
# A member's own page: asked with the tenant.
rules.add_rule("council.own.view", works_here)
rules.add_rule("council.task.change", edits)
rules.add_rule("council.task.do", edits | is_own_task)
rules.add_rule("council.circular.start", leads_office)
# Asked with the tenant or the paper.
rules.add_rule("council.paper.view", works_here)
rules.add_rule("council.paper.everything", edits)
rules.add_rule("council.paper.change", edits)
rules.add_rule("council.paper.release", edits)
