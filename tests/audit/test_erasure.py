from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_state, make_tenant
from umsicht.audit import guards
from umsicht.audit.domain.redaction import redact_person
from umsicht.audit.domain.retention import expire_events
from umsicht.audit.models import REDACTED, AuditEvent, RetentionRun
from umsicht.audit.tasks import expire_old_events
from umsicht.core import clock, journal
from umsicht.core.errors import BadInput, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def told(action: str) -> AuditEvent:
    return AuditEvent._base_manager.get(action=action)


def test_redaction_takes_the_person_out_and_leaves_the_rest() -> None:
    tenant = make_tenant()
    person = make_person("person@beispiel.example", display_name="Ömer Muster")
    other = make_person(display_name="Büro")
    journal.record("tests.did.it", tenant, actor=person, after={"title": "bleibt"}, reason="Sachgrund")
    journal.record("tests.about.account", person, actor=other, tenant=tenant, after={"language": "en"})
    journal.record(
        "tests.mention.json", tenant, actor=other, before={"to": ["PERSON@beispiel.example"]}, reason="bleibt"
    )
    journal.record("tests.mention.name", tenant, actor=other, after={"text": "Gespräch mit Ömer Muster"})
    journal.record("tests.mention.reason", tenant, actor=other, reason="Ömer Muster rief an")
    journal.record("tests.about.membership", tenant, actor=other, after={"role": "editor"})
    journal.record("tests.untouched.event", tenant, actor=other, after={"a": 1}, reason="r")
    membership = ("tenancy.Tenant", str(tenant.pk + 1000))

    count = redact_person(user=person, actor=other, objects=[membership])

    assert count == 5
    done = told("tests.did.it")
    assert (done.actor_id, done.actor_label, done.after, done.reason) == (
        None,
        REDACTED,
        {"title": "bleibt"},
        "Sachgrund",
    )
    for action in ("tests.about.account", "tests.mention.json", "tests.mention.name", "tests.mention.reason"):
        event = told(action)
        kept = (event.actor_label, event.object_label, event.before, event.after, event.reason)
        assert kept == ("Büro", REDACTED, {}, {}, REDACTED), action
        assert event.redacted_at is not None
    for action in ("tests.untouched.event", "tests.about.membership"):
        assert told(action).redacted_at is None
    assert told("audit.event.redact").after == {"events": 5}


def test_redaction_reaches_named_objects() -> None:
    tenant, person = make_tenant(), make_person()
    journal.record("tests.about.membership", tenant, actor=None, after={"role": "editor"})
    redact_person(user=person, actor=None, objects=[("tenancy.Tenant", str(tenant.pk))])
    assert told("tests.about.membership").after == {}


def test_redaction_of_an_office_name_spares_texts_that_mention_the_office() -> None:
    tenant, person = make_tenant(), make_person(display_name="Geschäftsstelle")
    journal.record("tests.mention.office", tenant, actor=None, reason="Die Geschäftsstelle hat geprüft.")
    redact_person(user=person, actor=None)
    assert told("tests.mention.office").reason == "Die Geschäftsstelle hat geprüft."


def make_old_event(days: int) -> AuditEvent:
    journal.record("tests.old.event", make_state(), actor=None)
    event = AuditEvent._base_manager.latest("pk")
    guards.remove(guards.connections["default"])
    AuditEvent._base_manager.filter(pk=event.pk).update(at=clock.now() - dt.timedelta(days=days))
    guards.install(guards.connections["default"])
    return event


def test_expire_deletes_old_events_and_records_it() -> None:
    make_old_event(4000)
    make_old_event(3000)
    assert expire_events(older_than_days=3653, actor=None, dry_run=True) == 1
    assert AuditEvent._base_manager.count() == 2
    assert expire_events(older_than_days=3653, actor=None) == 1
    assert [e.action for e in AuditEvent._base_manager.order_by("pk")] == [
        "tests.old.event",
        "audit.event.expire",
    ]
    assert RetentionRun.objects.count() == 1


def test_expire_of_nothing_leaves_no_trace() -> None:
    make_old_event(30)
    assert expire_events(older_than_days=400, actor=None) == 0
    assert (RetentionRun.objects.count(), AuditEvent._base_manager.count()) == (0, 1)


def test_expire_keeps_at_least_a_year() -> None:
    with pytest.raises(BadInput):
        expire_events(older_than_days=364, actor=None)


def test_expire_is_for_the_operator() -> None:
    with pytest.raises(NotAllowed):
        expire_events(older_than_days=400, actor=make_person())
    assert expire_events(older_than_days=400, actor=make_person(is_operator=True)) == 0


def test_expire_command_counts_and_refuses(settings: Any) -> None:
    make_old_event(4000)
    out = StringIO()
    call_command("audit_expire", dry_run=True, stdout=out)
    assert out.getvalue() == "1 events would be deleted\n"
    call_command("audit_expire", stdout=out)
    assert out.getvalue().splitlines()[-1] == "1 events were deleted"
    with pytest.raises(CommandError):
        call_command("audit_expire", older_than_days=10)


def test_nightly_task_keeps_at_least_a_year(settings: Any) -> None:
    make_old_event(4000)
    make_old_event(300)
    settings.AUDIT_RETENTION_DAYS = 1
    assert expire_old_events() == 1
    settings.AUDIT_RETENTION_DAYS = 3653
    assert expire_old_events() == 0
