"""docs/reference/roles.md says what the rules do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.accounts.models import User
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/roles.md"
ROW = re.compile(r"^\| `(tenancy\.\w+\.\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def roles_with(permission: str, people: dict[str, User], place: Tenant) -> str:
    found = [role for role in Role.values if people[role].has_perm(permission, place)]
    return "all" if len(found) == len(Role) else ", ".join(found) or "–"


@pytest.mark.django_db
def test_roles_page_says_what_the_rules_do() -> None:
    place, office = make_tenant(), make_state()
    here = {role: make_member(place, role) for role in Role.values}
    above = {role: make_member(office, role) for role in Role.values}
    told = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len(told) == 7
    for permission, said_here, said_above in told:
        assert (said_here, said_above) == (
            roles_with(permission, here, place),
            roles_with(permission, above, place),
        ), permission
