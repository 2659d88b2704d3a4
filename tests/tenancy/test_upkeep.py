from __future__ import annotations

import datetime as dt

import pytest
from django_scopes import scope

from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.domain.upkeep import forget_invitations
from umsicht.tenancy.models import Invitation

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.mark.parametrize("field", ["accepted_at", "revoked_at", "expires_at"])
@pytest.mark.parametrize(("days", "gone"), [(89, 0), (91, 1)])
def test_closed_invitations_are_forgotten_after_ninety_days(field: str, days: int, gone: int) -> None:
    tenant = make_tenant()
    with scope(tenant=tenant):
        invite(actor=None, tenant=tenant, email="neu@example.org", role="editor")
        Invitation.objects.update(**{field: clock.now() - dt.timedelta(days=days)})
    assert forget_invitations() == gone
    assert Invitation.objects.with_scope(tenant=tenant).count() == 1 - gone
