"""Contributions of departments: asked by mail, written behind a link, reminded once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from tests.factories.reporting import make_contribution, make_question, make_report
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.core.signing import BadToken
from umsicht.core.transitions import apply
from umsicht.notify.domain import links
from umsicht.notify.models import Mail
from umsicht.reporting.domain import contributions as domain
from umsicht.reporting.models import Contribution, Question
from umsicht.reporting.telling import PURPOSE
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def one(town: Tenant) -> Contribution:
    """Asked for, due in ten days."""
    report = make_report(town)
    made = make_contribution(report, question=make_question(report), wish="Bitte Zahlen.")
    apply(report, "ask", actor=None)
    return made


def token(one: Contribution) -> str:
    return links.still_open(purpose=PURPOSE, subject=one.pk)


def mails() -> int:
    return Mail.objects.filter(message="reporting.contribution").count()


def test_each_department_gets_one_mail(one: Contribution) -> None:
    assert mails() == 1
    make_contribution(one.report)  # later: the mail goes out at once
    assert mails() == 2


def test_an_answer_can_be_changed_until_it_is_used(one: Contribution) -> None:
    domain.answer(token=token(one), text="Erste Fassung")
    domain.answer(token=token(one), text=" Zweite Fassung ")
    one.refresh_from_db()
    assert one.text == "Zweite Fassung"
    domain.take(contribution=one, actor=None)
    with pytest.raises(Conflict):
        domain.answer(token=token(one), text="Dritte Fassung")


def test_an_answer_comes_too_late_once_the_report_is_checked(one: Contribution) -> None:
    Question.objects.filter(report=one.report).update(open_reason="Nichts erfasst.")
    apply(one.report, "check", actor=None)
    with pytest.raises(Conflict):
        domain.answer(token=token(one), text="Zu spät")


def test_an_empty_answer_is_none(one: Contribution) -> None:
    with pytest.raises(BadInput):
        domain.answer(token=token(one), text="   ")
    with pytest.raises(BadInput):
        domain.take(contribution=one, actor=None)


def test_a_forged_link_and_one_to_a_removed_contribution_open_nothing(one: Contribution) -> None:
    with pytest.raises(BadToken):
        domain.by_link("falsch")
    link = token(one)
    domain.remove(contribution=one, actor=None)
    with pytest.raises(NotFound):
        domain.by_link(link)


def test_a_reminder_goes_out_once_three_days_before(one: Contribution) -> None:
    assert domain.remind_due() == 0
    with time_machine.travel(dt.datetime.combine(one.due_on - dt.timedelta(days=3), dt.time(9)), tick=False):
        assert domain.remind_due() == 1
        assert domain.remind_due() == 0
    assert mails() == 2


def test_who_has_answered_is_not_reminded(one: Contribution) -> None:
    domain.answer(token=token(one), text="Hier ist es.")
    with time_machine.travel(dt.datetime.combine(one.due_on, dt.time(9)), tick=False):
        assert domain.remind_due() == 0


def test_nobody_is_asked_for_a_day_that_is_over(one: Contribution) -> None:
    with pytest.raises(BadInput):
        make_contribution(one.report, due_on=clock.today() - dt.timedelta(days=1))
