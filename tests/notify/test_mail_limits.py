"""No form that anybody may send can flood a mailbox or an organisation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.factories.notify import ROLE_GRANTED, make_mail
from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.notify import catalogue
from umsicht.notify.domain import sending
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def send(tenant: Tenant, number: int, **options: str) -> str:
    told = notify(
        message="tenancy.role_granted",
        to=Recipient(options.pop("email", f"empfang{number}@example.org")),
        tenant=tenant,
        context=ROLE_GRANTED,
        **options,
    )
    assert told.mail is not None
    return told.mail.outcome


def test_organisation_with_many_addresses_is_not_flooded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "GUARD_PER_HOUR", 3)
    tenant = make_tenant()
    outcomes = [send(tenant, number, guard="organisation:7") for number in range(5)]
    assert outcomes == ["queued"] * 3 + ["dropped"] * 2
    assert (send(tenant, 9, guard="organisation:8"), send(tenant, 9)) == ("queued", "queued")


def test_guard_holds_over_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "GUARD_PER_DAY", 2)
    tenant = make_tenant()
    for hours in (5, 23, 25):
        make_mail(tenant, guard="organisation:7", created_at=clock.now() - dt.timedelta(hours=hours))
    assert send(tenant, 1, guard="organisation:7") == "dropped"


def test_address_that_anybody_may_have_typed_gets_few(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = replace(catalogue.get("tenancy.role_granted"), typed_address=True)
    other = replace(kind, key="tests.please_confirm")
    monkeypatch.setitem(catalogue._types, kind.key, kind)
    monkeypatch.setitem(catalogue._types, other.key, other)
    tenant = make_tenant()
    make_mail(tenant, message=other.key, to_email="opfer@example.org")
    outcomes = [send(tenant, number, email="Opfer@example.org") for number in range(4)]
    assert outcomes == ["queued", "queued", "dropped", "dropped"]


def test_every_mail_that_asks_for_confirmation_counts_as_typed() -> None:
    asking = {key for key in catalogue._types if key.endswith((".confirm", "_confirm"))}
    typed = {kind.key for kind in catalogue.all_types() if kind.typed_address}
    assert "directory.registration_confirm" in asking
    assert asking - typed == set()
