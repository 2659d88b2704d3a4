from __future__ import annotations

import datetime as dt
import enum
import uuid
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy, override
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_state, make_tenant
from umsicht.audit.domain.plain import ITEMS_MAX, TEXT_MAX, plain
from umsicht.audit.models import AuditEvent
from umsicht.core import context, journal

pytestmark = pytest.mark.django_db


class Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2.5, 2.5),
        (float("nan"), "nan"),
        (Decimal("10.50"), "10.50"),
        (dt.date(2026, 11, 22), "2026-11-22"),
        (dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC), "2026-11-22T09:30:00+00:00"),
        (dt.timedelta(minutes=2), 120.0),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (Colour.RED, "red"),
        (b"abc", "[3 Byte]"),
        ({"b", "a"}, ["a", "b"]),
        ((1, [Decimal("2.0")]), [1, ["2.0"]]),
        ({1: {"x": dt.date(2026, 1, 1)}}, {"1": {"x": "2026-01-01"}}),
        ("a\x00b", "ab"),
    ],
)
def test_plain_keeps_values_readable(given: object, kept: object) -> None:
    assert plain(given) == kept


def test_plain_reads_lazy_text_in_the_language_of_the_moment() -> None:
    with override("en"):
        assert plain(gettext_lazy("name")) == "name"


def test_plain_cuts_long_text_and_says_so() -> None:
    assert plain("x" * (TEXT_MAX + 5)) == "x" * TEXT_MAX + f" [gekürzt, {TEXT_MAX + 5} Zeichen]"


def test_plain_cuts_long_lists_and_says_so() -> None:
    assert plain(range(ITEMS_MAX + 2)) == [*range(ITEMS_MAX), "[2 weitere]"]


def test_plain_survives_a_circle() -> None:
    circle: list[object] = []
    circle.append(circle)
    assert isinstance(plain(circle), list)


@pytest.mark.store
def test_record_stores_who_what_why_and_the_request() -> None:
    tenant, person = make_tenant(name="Musterstadt"), make_person(display_name="Geschäftsstelle")
    token = context.request_id.set("abcdefgh")
    journal.record(
        "tests.thing.change",
        tenant,
        actor=person,
        before={"amount": Decimal("1.20")},
        after={"amount": Decimal("1.30")},
        reason="Tippfehler",
    )
    context.request_id.reset(token)
    with scope(tenant=tenant):
        event = AuditEvent.objects.get()
    found = (
        event.tenant, event.actor, event.actor_label, event.action, event.object_type, event.object_id,
        event.object_label, event.before, event.after, event.reason, event.request_id,
    )  # fmt: skip
    assert found == (
        tenant, person, "Geschäftsstelle", "tests.thing.change", "tenancy.Tenant", str(tenant.pk), "Musterstadt",
        {"amount": "1.20"}, {"amount": "1.30"}, "Tippfehler", "abcdefgh",
    )  # fmt: skip


def test_record_without_object_belongs_to_the_state_office_and_the_system() -> None:
    state = make_state()
    journal.record("tests.thing.run", None, actor=None)
    with scope(tenant=state):
        event = AuditEvent.objects.get()
    assert (event.tenant, event.actor_label, event.object_type, event.object_label) == (
        state,
        "System",
        "",
        "",
    )


def test_log_of_one_tenant_is_hidden_from_another() -> None:
    here, there = make_tenant(), make_tenant()
    journal.record("tests.thing.change", here, actor=None)
    with scope(tenant=there):
        assert AuditEvent.objects.count() == 0


def test_python_refuses_to_change_the_log() -> None:
    tenant = make_tenant()
    journal.record("tests.thing.change", tenant, actor=None)
    with scope(tenant=tenant):
        event = AuditEvent.objects.get()
        for attempt in (
            event.save,
            event.delete,
            AuditEvent.objects.all().delete,
            lambda: AuditEvent.objects.update(reason="x"),
            lambda: AuditEvent.objects.filter(pk=event.pk).update(reason="x"),
            lambda: AuditEvent.objects.bulk_update([event], ["reason"]),
        ):
            with pytest.raises(TypeError, match="append-only"):
                attempt()
