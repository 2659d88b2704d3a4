"""Who may do what with bodies, meetings, papers and decisions.

Whoever works here reads all bodies, also those not on the portal. Closed items, their papers and decisions are read by
the office and by those who hold a seat in the body (queries/visibility.py); nobody looks at them from above.
"""

from __future__ import annotations

from typing import Any

import rules

from umsicht.council.queries.visibility import holds
from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

leads_office = has_role(Role.COORDINATOR)


@rules.predicate
def is_own_seat(user: Any, obj: Any) -> bool:
    """Holds the seat of the object (an answer, a ballot, a task) or deputises there today."""
    seat_id = getattr(obj, "seat_id", None)
    return seat_id is not None and holds(user, seat_id)


# Asked with the tenant (lists, structure) or the body.
rules.add_rule("council.body.view", works_here)
rules.add_rule("council.body.change", edits)
rules.add_rule("council.body.history", edits | has_role(Role.AUDITOR))
rules.add_rule("council.body.end", leads_office)
# Asked with the body or its document; who may read the body reads what lies in its file.
rules.add_rule("council.document.change", edits)
# People on seats: names and addresses are for the office only.
rules.add_rule("council.holder.view", edits)
rules.add_rule("council.holder.change", edits)
# Asked with the tenant or the meeting. What of it one may see is narrowed by the queries.
rules.add_rule("council.meeting.view", works_here)
rules.add_rule("council.meeting.change", edits)
rules.add_rule("council.meeting.everything", edits)
rules.add_rule("council.minutes.write", edits)
rules.add_rule("council.minutes.approve", leads_office)
rules.add_rule("council.meeting.reply", edits | is_own_seat)
# A member's own page: asked with the tenant.
rules.add_rule("council.own.view", works_here)
rules.add_rule("council.task.change", edits)
rules.add_rule("council.task.do", edits | is_own_seat)
rules.add_rule("council.circular.start", leads_office)
rules.add_rule("council.circular.vote", is_own_seat)
# Asked with the tenant or the paper.
rules.add_rule("council.paper.view", works_here)
rules.add_rule("council.paper.everything", edits)
rules.add_rule("council.paper.change", edits)
rules.add_rule("council.paper.release", edits)
