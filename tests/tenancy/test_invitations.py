from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
import time_machine
from django_scopes import scope

from tests.conftest import NOON
from tests.factories.accounts import PASSWORD, make_person
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.tenancy.domain import invitations
from umsicht.tenancy.enums import InvitationState, Role
from umsicht.tenancy.models import Invitation, Tenant
from umsicht.tenancy.queries.memberships import held_by, open_invitations, roles_in
from umsicht.tenancy.signals import invitation_created

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def invite(tenant: Tenant, email: str = "neu@example.org", **fields: Any) -> tuple[Invitation, str]:
    with scope(tenant=tenant):
        return invitations.invite(
            actor=fields.pop("actor", None),
            tenant=tenant,
            email=email,
            role=fields.pop("role", "editor"),
            **fields,
        )


def stored(tenant: Tenant) -> Invitation:
    return Invitation.objects.with_scope(tenant=tenant).get()


def test_only_the_hash_of_the_token_is_stored() -> None:
    tenant = make_tenant()
    _invitation, token = invite(tenant)
    row = stored(tenant)
    assert row.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str({field.attname: getattr(row, field.attname) for field in Invitation._meta.fields})
    assert len(token) >= 40


def test_token_is_told_once_after_the_transaction(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[tuple[Invitation, str, bool]] = []

    def hear(sender: Any, *, invitation: Invitation, token: str, resent: bool, **kwargs: Any) -> None:
        heard.append((invitation, token, resent))

    invitation_created.connect(hear)
    try:
        tenant = make_tenant()
        with django_capture_on_commit_callbacks(execute=True):
            invitation, token = invite(tenant)
            with scope(tenant=tenant):
                second = invitations.resend(actor=None, invitation=invitation)
            assert heard == []
    finally:
        invitation_created.disconnect(hear)
    assert heard == [(invitation, token, False), (invitation, second, True)]


def test_only_coordinators_invite() -> None:
    tenant = make_tenant()
    with pytest.raises(NotAllowed):
        invite(tenant, actor=make_member(tenant, Role.EDITOR))
    with pytest.raises(NotAllowed):
        invite(tenant, actor=make_member(make_tenant(), Role.COORDINATOR))
    coordinator = make_member(tenant)
    invite(tenant, actor=coordinator)
    event = AuditEvent._base_manager.get()
    assert (event.action, event.actor, event.after) == (
        "tenancy.invitation.create",
        coordinator,
        {"email": "neu@example.org", "role": "editor"},
    )


@pytest.mark.parametrize("email", ["", "kein-at", "a@b", "zwei@x.example, drei@x.example", "<a@b.example>"])
def test_bad_addresses_are_refused(email: str) -> None:
    tenant = make_tenant()
    with pytest.raises(BadInput):
        invite(tenant, email)
    with pytest.raises(BadInput):
        invite(tenant, role="king")
    assert Invitation.objects.with_scope(tenant=tenant).count() == 0


def test_one_open_invitation_per_address_and_role() -> None:
    tenant = make_tenant()
    invite(tenant, "Neu@Example.org")
    with pytest.raises(Conflict):
        invite(tenant, " neu@example.ORG ")
    invite(tenant, role="finance")
    invite(make_tenant())


def test_who_has_the_role_is_not_invited_to_it() -> None:
    tenant = make_tenant()
    person = make_member(tenant, Role.EDITOR)
    with pytest.raises(Conflict):
        invite(tenant, person.email.upper())


def test_accept_works_once() -> None:
    tenant, person = make_tenant(), make_person()
    _invitation, token = invite(tenant, person.email)
    membership = invitations.accept(actor=person, token=token)
    assert (membership.tenant, membership.role) == (tenant, "editor")
    assert roles_in(person, tenant.pk) == {"editor"}
    row = stored(tenant)
    assert (row.accepted_by, row.state_at(NOON)) == (person, InvitationState.ACCEPTED)
    with pytest.raises(NotFound):
        invitations.accept(actor=make_person(), token=token)
    assert len(held_by(person)) == 1


def test_person_with_another_address_may_accept() -> None:
    tenant, person = make_tenant(), make_person("dienstlich@example.org")
    _invitation, token = invite(tenant, "privat@example.org")
    assert invitations.accept(actor=person, token=token).user == person


def test_accepting_a_role_one_has_changes_nothing() -> None:
    tenant = make_tenant()
    person = make_member(tenant, Role.EDITOR)
    _invitation, token = invite(tenant, "andere@example.org")
    with pytest.raises(Conflict):
        invitations.accept(actor=person, token=token)
    assert stored(tenant).accepted_at is None


@pytest.mark.parametrize(("days", "works"), [(13.99, True), (14.01, False)])
def test_invitation_expires_after_fourteen_days(days: float, works: bool) -> None:
    tenant, person = make_tenant(), make_person()
    _invitation, token = invite(tenant)
    with time_machine.travel(NOON + dt.timedelta(days=days)):
        if works:
            assert invitations.accept(actor=person, token=token).user == person
        else:
            with pytest.raises(NotFound):
                invitations.accept(actor=person, token=token)


def test_revoked_and_made_up_links_do_not_work() -> None:
    tenant, person = make_tenant(), make_person()
    invitation, token = invite(tenant)
    with scope(tenant=tenant):
        invitations.revoke(actor=None, invitation=invitation, reason="Irrtum")
        with pytest.raises(Conflict):
            invitations.revoke(actor=None, invitation=invitation)
        with pytest.raises(Conflict):
            invitations.resend(actor=None, invitation=invitation)
        assert list(open_invitations(tenant)) == []
    for wrong in (token, "", "x" * 43, stored(tenant).token_hash):
        with pytest.raises(NotFound):
            invitations.accept(actor=person, token=wrong)
    assert held_by(person) == ()


def test_resending_makes_a_new_link_and_kills_the_old() -> None:
    tenant, person = make_tenant(), make_person()
    invitation, old = invite(tenant)
    with time_machine.travel(NOON + dt.timedelta(days=20)):
        with scope(tenant=tenant):
            new = invitations.resend(actor=None, invitation=invitation)
        with pytest.raises(NotFound):
            invitations.accept(actor=person, token=old)
        assert invitations.accept(actor=person, token=new).user == person


def test_new_person_gets_an_account_with_a_confirmed_address() -> None:
    tenant = make_tenant()
    _invitation, token = invite(tenant, "Neu@Example.org")
    membership = invitations.accept_as_new_person(
        token=token, display_name="  Büro   Mitte ", password=PASSWORD, language="en"
    )
    person = User.objects.get(email="neu@example.org")
    assert (membership.user, person.display_name, person.language) == (person, "Büro Mitte", "en")
    assert person.check_password(PASSWORD)
    assert list(person.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("neu@example.org", True, True)
    ]


def test_new_person_needs_a_strong_password_else_nothing_happens() -> None:
    tenant = make_tenant()
    _invitation, token = invite(tenant)
    with pytest.raises(BadInput):
        invitations.accept_as_new_person(token=token, display_name="Büro", password="kurz")
    assert (User.objects.count(), stored(tenant).accepted_at) == (0, None)


def test_address_with_an_account_gets_no_second_one() -> None:
    tenant = make_tenant()
    person = make_person("schon@example.org", password=PASSWORD)
    _invitation, token = invite(tenant, "Schon@example.org")
    with pytest.raises(Conflict) as refused:
        invitations.accept_as_new_person(token=token, display_name="Fremd", password="ein-anderes-passwort")
    assert refused.value.code == "account_exists"
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert stored(tenant).accepted_at is None


def test_closed_account_takes_no_role() -> None:
    tenant, person = make_tenant(), make_person(is_active=False)
    _invitation, token = invite(tenant)
    with pytest.raises(Conflict):
        invitations.accept(actor=person, token=token)


def test_invitation_of_another_tenant_is_out_of_reach() -> None:
    tenant, other = make_tenant(), make_tenant()
    invitation, _token = invite(tenant)
    coordinator = make_member(other)
    with scope(tenant=other), pytest.raises(NotAllowed):
        invitations.revoke(actor=coordinator, invitation=invitation)
