"""Who may do what with reports and the chronicle.

Whoever works here reads reports meant for the portal, drafts too: they are made of public records. One for the office alone
holds closed records as well, so only the office reads it, and whoever audits it.
"""

from __future__ import annotations

from typing import Any

import rules

from umsicht.directory.rules import edits, works_here
from umsicht.reporting.queries.reports import is_on_portal
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role


@rules.predicate
def is_for_portal(user: Any, obj: Any) -> bool:
    """A report meant for the portal; a list (asked with the tenant) leaves the others out."""
    return bool(getattr(obj, "is_public", True))


@rules.predicate
def stands_on_portal(user: Any, obj: Any) -> bool:
    """One of its versions does; of others there is nothing to take back, so nobody is offered to."""
    return is_on_portal(obj)


# Asked with the tenant (lists) or the report.
reads_all = edits | has_role(Role.AUDITOR)
rules.add_rule("reporting.report.view", works_here & is_for_portal | reads_all)
# Asked with the tenant: whether lists hold those for the office alone.
rules.add_rule("reporting.report.view_internal", reads_all)
rules.add_rule("reporting.report.change", edits)
# A signature and what follows from it are the word of who leads the office.
rules.add_rule("reporting.report.sign", has_role(Role.COORDINATOR))
# Asked with the report.
rules.add_rule("reporting.report.withdraw", has_role(Role.COORDINATOR) & stands_on_portal)
rules.add_rule("reporting.report.history", edits | has_role(Role.AUDITOR))
# Asked with the tenant or the entry.
rules.add_rule("reporting.entry.view", works_here)
rules.add_rule("reporting.entry.change", edits)
# Asked with the tenant.
rules.add_rule("reporting.overview.view", works_here)
