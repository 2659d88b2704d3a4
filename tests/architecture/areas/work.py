"""The inbox over all waiting work, who did what, the words of mails."""

from __future__ import annotations

from typing import Any

from tests.architecture.persons import ROLES
from tests.architecture.rows import Row, desk
from umsicht.accounts.models import User
from umsicht.tenancy.models import Tenant

ALL_ROLES = " ".join(ROLES)
ROWS: list[Row] = [
    desk("desk_work", ALL_ROLES),
    desk("desk_work_act", ALL_ROLES, 302, method="post"),
    desk("desk_work_export", ALL_ROLES),
    desk("desk_activity", "coordinator auditor"),
    desk("desk_activity_export", "coordinator auditor"),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    return {}
