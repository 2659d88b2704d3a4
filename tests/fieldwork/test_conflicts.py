from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.fieldwork import make_case
from tests.factories.tenancy import make_member
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.fieldwork.domain import conflicts as domain
from umsicht.fieldwork.models import ConflictCase, Talk
from umsicht.fieldwork.queries import conflicts as queries
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

SECRET = "Am Ufer wird gestritten"


def settled(town: Tenant) -> ConflictCase:
    """A case that went all the way."""
    case = make_case(town, summary=SECRET, place=SECRET, competence="ours")
    apply(case, "accept", actor=None)
    domain.add_talk(case=case, actor=None, day=clock.today(), with_whom=SECRET, note=SECRET)
    apply(case, "talk", actor=None)
    domain.change_case(case=case, actor=None, agreement=SECRET, follow_up_on=clock.today())
    for step in ("agree", "follow_up", "close"):
        apply(case, step, actor=None)
    return case


def test_a_case_is_heard_mediated_and_closed(town: Tenant) -> None:
    case = settled(town)
    assert (case.state, case.closed_on, case.number) == ("closed", clock.today(), "2026-001")
    with pytest.raises(Conflict):
        domain.change_case(case=case, actor=None, place="zu spät")
    with pytest.raises(Conflict):
        domain.add_talk(case=case, actor=None, day=clock.today(), with_whom="Alle")


def test_each_step_asks_for_what_it_rests_on(town: Tenant) -> None:
    case = make_case(town)
    for step in ("accept", "pass_on"):
        with pytest.raises(TransitionDenied):
            apply(case, step, actor=None)
    domain.change_case(case=case, actor=None, competence="ours")
    apply(case, "accept", actor=None)
    with pytest.raises(TransitionDenied):
        apply(case, "talk", actor=None)


def test_a_case_of_others_is_passed_on(town: Tenant) -> None:
    case = make_case(town, competence="others", passed_to="Stadtreinigung")
    apply(case, "pass_on", actor=None)
    assert (case.state, case.closed_on) == ("passed_on", clock.today())


def test_the_log_keeps_no_word_of_it(town: Tenant) -> None:
    settled(town)
    events = AuditEvent.objects.filter(action__startswith="fieldwork.")
    assert events.count() == 8
    assert [event.action for event in events if SECRET in f"{event.before}{event.after}{event.reason}"] == []


def test_numbers_run_on_within_the_year(town: Tenant) -> None:
    days = (dt.date(2025, 5, 1), dt.date(2025, 6, 1), dt.date(2026, 1, 1))
    assert [make_case(town, received_on=day).number for day in days] == ["2025-001", "2025-002", "2026-001"]


def test_texts_go_a_year_after_the_end_and_counts_stay(town: Tenant) -> None:
    case, running = settled(town), make_case(town)
    assert domain.erase_old(clock.today() + dt.timedelta(days=365)) == 0
    assert domain.erase_old(clock.today() + dt.timedelta(days=366)) == 1
    case.refresh_from_db()
    running.refresh_from_db()
    assert (case.summary, case.place, case.agreement, case.parties, Talk.objects.count()) == (
        "",
        "",
        "",
        "",
        0,
    )
    assert (case.topic, case.erased_on is not None, running.erased_on) == ("noise", True, None)
    assert domain.erase_old(clock.today() + dt.timedelta(days=400)) == 0


def test_a_talk_lies_between_receipt_and_today(town: Tenant) -> None:
    case = make_case(town)
    for day in (clock.today() + dt.timedelta(days=1), case.received_on - dt.timedelta(days=1)):
        with pytest.raises(BadInput):
            domain.add_talk(case=case, actor=None, day=day, with_whom="Anwohnerschaft")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.EDITOR)])
def test_nobody_but_the_office_reads_a_case(town: Tenant, role: Role) -> None:
    assert make_member(town, role).has_perm("fieldwork.case.view", make_case(town)) is False


def test_counts_hide_what_is_small(town: Tenant) -> None:
    for topic, number in (("noise", 7), ("waste", 6), ("use", 2)):
        for _number in range(number):
            make_case(town, topic=topic, received_on=dt.date(2026, 2, 1))
    counts = queries.counts_by_quarter(2026)
    cells = dict(zip([*counts.rows, "total"], counts.cells, strict=True))
    assert (cells["use"][0], cells["noise"][0], cells["total"][4]) == (None, 7, 15)
    assert [row for row in cells.values() if sum(cell is None for cell in row) == 1] == []
