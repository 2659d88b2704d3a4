from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django_scopes import scope

from tests.factories.accounts import PASSWORD, make_person
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts import personal_data
from umsicht.accounts.domain.personal import erase_person, export_person, objections
from umsicht.accounts.models import User
from umsicht.audit.models import REDACTED, AuditEvent
from umsicht.core.errors import Conflict, NotAllowed
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.domain.memberships import grant_membership
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.store]

EMAIL = "weggang@beispiel.example"
NAME = "Stelle für Weggang"


@pytest.fixture
def person() -> User:
    """Someone who has left traces on every floor below the desk."""
    tenant = make_tenant(slug="musterstadt")
    coordinator = make_member(tenant)
    someone = make_person(EMAIL, display_name=NAME, password=PASSWORD)
    EmailAddress.objects.create(user=someone, email=EMAIL, verified=True, primary=True)
    with scope(tenant=tenant):
        grant_membership(actor=coordinator, tenant=tenant, user=someone, role=Role.EDITOR)
        invite(actor=coordinator, tenant=tenant, email=EMAIL, role=Role.FINANCE)
    Client().post("/konto/anmelden", {"login": EMAIL, "password": "falsch-falsch"})
    Client().post("/konto/anmelden", {"login": EMAIL, "password": PASSWORD})
    Authenticator.objects.create(user=someone, type="totp", data={"secret": "x"})
    return someone


def files_of(archive: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def test_export_holds_everything_and_explains_itself(person: User) -> None:
    files = files_of(export_person(actor=person, person=person))
    expected = {f"{keeper.name}.json" for keeper in personal_data.keepers()} | {"LIESMICH.txt"}
    assert set(files) == expected
    account = json.loads(files["konto.json"])
    assert (account["email"], account["name"]) == (EMAIL, NAME)
    assert len(account["sessions"]) == len(account["second_factors"]) == 1
    roles = json.loads(files["rollen.json"])
    assert [role["role"] for role in roles["roles"]] == ["editor"]
    assert [offer["email"] for offer in roles["invitations"]] == [EMAIL]
    assert "accounts.session.start" in {event["action"] for event in json.loads(files["protokoll.json"])}
    for keeper in personal_data.keepers():
        assert keeper.title in files["LIESMICH.txt"]


def test_export_is_for_the_person_alone(person: User) -> None:
    with pytest.raises(NotAllowed):
        export_person(actor=make_person(), person=person)
    with pytest.raises(NotAllowed):
        erase_person(actor=make_person(is_operator=True), person=person)


def test_erasure_leaves_no_trace_of_the_person(person: User) -> None:
    assert Session.objects.count() == UserSession.objects.count() == 1
    erase_person(actor=person, person=person)
    for model in (User, EmailAddress, Authenticator, UserSession, Session, AccessAttempt):
        found = model._base_manager.all()
        if model is User:
            found = found.filter(email=EMAIL)
        assert found.count() == 0, model
    assert Membership._base_manager.filter(role=Role.EDITOR).count() == 0
    assert Invitation._base_manager.count() == 0
    for event in AuditEvent._base_manager.all():
        told = json.dumps([event.actor_label, event.object_label, event.before, event.after, event.reason])
        assert EMAIL not in told
        assert NAME not in told
    erased = AuditEvent._base_manager.get(action="accounts.person.erase")
    assert (erased.actor_id, erased.actor_label, erased.object_label) == (None, REDACTED, REDACTED)


def test_last_coordinator_can_not_be_erased() -> None:
    tenant = make_tenant(name="Musterstadt")
    coordinator = make_member(tenant)
    assert [("Musterstadt" in text) for text in objections(coordinator)] == [True]
    with pytest.raises(Conflict) as refused:
        erase_person(actor=coordinator, person=coordinator)
    assert refused.value.code == "erasure_blocked"
    assert User.objects.filter(pk=coordinator.pk).exists()
    make_member(tenant)
    erase_person(actor=coordinator, person=coordinator)
    assert not User.objects.filter(email=coordinator.email).exists()


def test_erasure_is_all_or_nothing(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(user: User) -> None:
        raise RuntimeError("eraser")

    broken = personal_data.Keeper("zz", "zz", erase=fail)
    monkeypatch.setitem(personal_data._keepers, "zz", broken)
    before = AuditEvent._base_manager.count()
    with pytest.raises(RuntimeError):
        erase_person(actor=person, person=person)
    assert User.objects.filter(email=EMAIL).exists()
    assert Membership._base_manager.filter(user=person).count() == 1
    assert AuditEvent._base_manager.count() == before


def test_no_foreign_key_to_a_person_stands_in_the_way_of_erasure() -> None:
    """PROTECT would make deletion fail for whoever did that one thing; the row must keep going without the person."""
    protecting = [
        str(relation.field)
        for relation in User._meta.related_objects
        if relation.on_delete in {models.PROTECT, models.RESTRICT, models.DO_NOTHING}
    ]
    assert protecting == []
