from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from tests.core import procedure_checks as checks
from tests.factories.core import ALL_PERMISSIONS, Case, Person, make_case, make_procedure
from umsicht.core import procedures
from umsicht.core.errors import NotFound
from umsicht.core.journal import Entry
from umsicht.core.transitions import Choice, Step, TransitionDenied, apply, available, why_not

pytestmark = [pytest.mark.usefixtures("case_table", "procedure", "journal_rows")]

OFFICE = Person(ALL_PERMISSIONS, "Geschäftsstelle")
STRANGER = Person(name="Fremde Stelle")
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def make_in_state(state: str) -> Case:
    return make_case(state=state)


def denied(obj: Case, name: str, **given: Any) -> tuple[str, int]:
    with pytest.raises(TransitionDenied) as error:
        apply(obj, name, **({"actor": OFFICE} | given))
    return error.value.code, error.value.status


def use(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """The usual table with another `send`."""
    edges = tuple(
        replace(edge, **changes) if edge.name == "send" else edge for edge in make_procedure().transitions
    )
    table = make_procedure(transitions=edges)
    monkeypatch.setattr(procedures, "_procedures", {table.name: table})


@pytest.mark.store
@time_machine.travel(NOW, tick=False)
def test_apply_changes_state_fields_and_stamps_and_writes_one_journal_row(journal_rows: list[Entry]) -> None:
    case = make_case(title="Zebrastreifen")
    step = apply(case, "send", actor=OFFICE, amount=Decimal("12.50"), due_on=dt.date(2026, 12, 1))
    assert (step.source, step.target, step.obj, step.actor) == ("draft", "sent", case, OFFICE)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.state, stored.amount, stored.due_on, stored.sent_at, stored.changed_at) == (
        "sent",
        Decimal("12.50"),
        dt.date(2026, 12, 1),
        NOW,
        NOW,
    )
    assert journal_rows == [
        Entry(
            action="tests.case.send",
            obj=case,
            actor=OFFICE,
            before={"state": "draft", "amount": None, "due_on": None, "sent_at": None},
            after={
                "state": "sent",
                "amount": "12.50",
                "due_on": "2026-12-01",
                "sent_at": "2026-11-22T12:00:00Z",
            },
        )
    ]


def test_apply_journals_only_what_changed(journal_rows: list[Entry]) -> None:
    case = make_case(state="sent")
    apply(case, "refuse", actor=OFFICE, reason="  Doppelt  ")
    assert (journal_rows[0].before, journal_rows[0].after, journal_rows[0].reason) == (
        {"state": "sent"},
        {"state": "refused"},
        "Doppelt",
    )


def test_apply_leaves_other_fields_alone_and_drops_unsaved_changes() -> None:
    case = make_case(title="Alt")
    Case.objects.filter(pk=case.pk).update(reminders=7)
    case.title = "ungespeichert"
    apply(case, "send", actor=OFFICE)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.title, stored.reminders, case.title, case.reminders) == ("Alt", 7, "Alt", 7)


def test_apply_refuses_in_the_order_state_permission_guard_reason() -> None:
    case = make_case(title="")
    assert denied(case, "accept", actor=STRANGER) == ("wrong_state", 409)
    assert denied(case, "send", actor=STRANGER) == ("not_allowed", 403)
    assert denied(case, "send", actor=AnonymousUser()) == ("not_allowed", 403)
    assert denied(case, "send") == ("guard", 409)
    assert denied(case, "refuse") == ("reason_missing", 400)
    assert denied(case, "refuse", reason=" \n ") == ("reason_missing", 400)


def test_apply_shows_the_guards_own_words() -> None:
    with pytest.raises(TransitionDenied, match=r"^Der Fall braucht einen Titel\.$"):
        apply(make_case(title=""), "send", actor=OFFICE)


def test_refused_step_writes_nothing(journal_rows: list[Entry]) -> None:
    case = make_case(title="")
    changed_at = case.changed_at
    denied(case, "send")
    stored = Case.objects.get(pk=case.pk)
    assert (stored.state, stored.changed_at, journal_rows) == ("draft", changed_at, [])


def test_apply_refuses_unknown_steps_data_and_rows() -> None:
    case = make_case()
    with pytest.raises(NotFound) as unknown:
        apply(case, "explode", actor=OFFICE)
    assert unknown.value.code == "unknown_transition"
    with pytest.raises(TypeError, match=r"tests\.case\.send takes no state, title"):
        apply(case, "send", actor=OFFICE, title="x", state="accepted")
    with pytest.raises(ValueError, match="Save the record"):
        apply(Case(), "send", actor=OFFICE)
    Case.objects.filter(pk=case.pk).delete()
    with pytest.raises(NotFound):
        apply(case, "send", actor=OFFICE)


def test_system_takes_automatic_steps_only() -> None:
    assert denied(make_case(), "send", actor=None) == ("not_allowed", 403)
    assert apply(make_case(), "refuse", actor=None, reason="Frist abgelaufen").target == "refused"


@pytest.mark.store
def test_failing_effect_undoes_everything(journal_rows: list[Entry]) -> None:
    case = make_case(state="sent")
    with pytest.raises(RuntimeError, match="the effect fails"), transaction.atomic():
        apply(case, "remind", actor=OFFICE, fail=True)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.state, stored.reminders) == ("sent", 0)


@pytest.mark.parametrize("broken", ["effect", "journal"])
def test_failure_leaves_the_object_in_memory_as_it_was(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError(broken)

    if broken == "journal":
        monkeypatch.setattr("umsicht.core.journal._sink", fail)
    else:
        use(monkeypatch, effects=(fail,))
    case = make_case()
    before = (case.state, case.sent_at, case.changed_at)
    with pytest.raises(RuntimeError, match=broken):
        apply(case, "send", actor=OFFICE)

    assert (case.state, case.sent_at, case.changed_at) == before
    assert Case.objects.get(pk=case.pk).state == "draft"


def test_after_effects_run_once_committed_and_never_when_rolled_back(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    def fails(step: Step[Any]) -> None:
        raise RuntimeError("mail is down")

    use(monkeypatch, after=(fails, lambda step: seen.append(step.target)))
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            apply(make_case(), "send", actor=OFFICE)
            transaction.set_rollback(True)
        assert seen == []
        with caplog.at_level(logging.ERROR):
            apply(make_case(), "send", actor=OFFICE)
        assert seen == []
    assert seen == ["sent"]


def test_available_offers_what_apply_would_do() -> None:
    assert available(make_case(state="sent"), OFFICE) == [
        Choice("remind", "Remind", "sent", needs_reason=False, undo=False),
        Choice("accept", "Accept", "accepted", needs_reason=False, undo=False),
        Choice("refuse", "Refuse", "refused", needs_reason=True, undo=False),
    ]
    assert [choice.name for choice in available(make_case(state="refused"), OFFICE)] == ["reopen"]
    assert available(make_case(), STRANGER) == []
    assert available(make_case(), None) == []


def test_available_shows_a_guarded_step_as_disabled_with_its_reason() -> None:
    send = available(make_case(title=""), OFFICE)[0]
    assert (send.name, send.enabled, send.disabled_reason) == ("send", False, "Der Fall braucht einen Titel.")


def test_available_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    case = make_case(state="sent")
    with django_assert_num_queries(0):
        available(case, OFFICE)


@pytest.mark.parametrize("title", ["", "Fall"])
@pytest.mark.parametrize("state", ["draft", "sent", "accepted", "refused"])
def test_why_not_agrees_with_available(state: str, title: str) -> None:
    case = make_case(state=state, title=title)
    open_steps = {choice.name for choice in available(case, OFFICE) if choice.enabled}
    assert {
        t.name for t in make_procedure().transitions if why_not(case, t.name, actor=OFFICE) is None
    } == open_steps


def test_table_of_the_tests_is_sound() -> None:
    checks.assert_sound(make_procedure(), permissions_exist=False)


@pytest.mark.store
def test_every_step_is_open_from_its_sources_only() -> None:
    checks.assert_steps_only_from_their_sources(make_procedure(), make_in_state, OFFICE, STRANGER)


@pytest.mark.store
def test_random_walks_keep_invariants(journal_rows: list[Entry]) -> None:
    def invariant(case: Case) -> None:
        rows = [row for row in journal_rows if row.obj is case]
        befores, afters = [row.before["state"] for row in rows], [row.after["state"] for row in rows]
        assert ["draft", *afters] == [*befores, case.state]
        assert (case.sent_at is not None) == ("tests.case.send" in [row.action for row in rows])

    checks.assert_random_walks(make_procedure(), make_case, OFFICE, invariant=invariant)


@pytest.mark.store
def test_double_click_counts_once() -> None:
    checks.assert_double_click_counts_once(make_procedure(), make_in_state, OFFICE)
