"""What happens by itself: reminders, the office, closing, experience, erasure; and that a second run changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from tests.factories.enquiries import (
    make_agreed,
    make_enquiry,
    make_experience,
    make_offers,
    make_unconfirmed,
    propose,
    replies_of,
)
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.enquiries.domain import answering, asking, upkeep
from umsicht.enquiries.models import Enquiry, Experience, Remark
from umsicht.enquiries.queries import figures
from umsicht.notify.models import Mail, MailLink
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def after(days: float) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def night(days: float) -> list[str]:
    """The messages of that night, after a second run that must add nothing."""
    with time_machine.travel(after(days), tick=False):
        before = list(Mail.objects.values_list("pk", flat=True))
        upkeep.every_night()
        new = list(Mail.objects.exclude(pk__in=before).order_by("pk").values_list("message", flat=True))
        again = upkeep.every_night()
        assert sum(again.values()) == 0
    return new


def test_provider_is_reminded_twice_then_the_office_helps(town: Tenant) -> None:
    make_member(town, "editor")
    enquiry = make_enquiry(town, make_offers(town, 2))
    answering.decline(reply=replies_of(enquiry)[0], actor=None, reason="full")
    assert night(4.9) == []
    assert night(5.1) == ["enquiries.asked"]
    assert night(8.1) == ["enquiries.asked", "enquiries.office"]
    assert night(10) == []


def test_enquirer_with_a_proposal_is_reminded_once_then_it_closes(town: Tenant) -> None:
    enquiry = make_enquiry(town, make_offers(town, 1))
    propose(replies_of(enquiry)[0])
    assert night(7) == []
    assert night(8) == ["enquiries.decide"]
    assert night(21) == []
    assert night(22) == ["enquiries.outcome", "enquiries.ended"]
    enquiry.refresh_from_db()
    assert (enquiry.state, replies_of(enquiry)[0].state) == ("unmet", "lapsed")


def test_experience_is_asked_for_two_weeks_after_the_date(town: Tenant) -> None:
    enquiry = make_agreed(town, make_offers(town, 1))
    assert night(32) == []
    enquiry.refresh_from_db()
    assert enquiry.state == "held"
    assert night(45) == ["enquiries.experience"]


def test_personal_data_go_after_sixty_days_and_the_statistic_stays(town: Tenant) -> None:
    enquiry = make_agreed(town, make_offers(town, 2))
    answering_texts = replies_of(enquiry)[0]
    assert answering_texts.state == "accepted"
    night(89)
    enquiry.refresh_from_db()
    assert enquiry.email == "schule@example.org"
    night(90.6)
    enquiry.refresh_from_db()
    left = [getattr(enquiry, name) for name in upkeep.ENQUIRY_WORDS]
    assert (left, enquiry.state, enquiry.topics) == ([""] * len(left), "held", ["sucht"])
    assert [(reply.place, reply.price, reply.note) for reply in replies_of(enquiry)] == [("", "", "")] * 2
    assert Remark.objects.count() == 0
    purposes = set(MailLink.objects.values_list("purpose", flat=True))
    assert purposes & {"enquiries.page", "enquiries.answer", "enquiries.calendar"} == set()


def test_unconfirmed_enquiries_are_deleted_after_three_days(town: Tenant) -> None:
    make_unconfirmed(town, make_offers(town, 1))
    assert (asking.drop_unconfirmed(after(2.9)), asking.drop_unconfirmed(after(3.1))) == (0, 1)
    assert Enquiry.objects.count() == 0


def test_one_enquiry_that_fails_stops_no_other(town: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_enquiry(town, make_offers(town, 1)), make_enquiry(town, make_offers(town, 1))
    close = upkeep.closing.close

    def fails(enquiry: Enquiry, **options: object) -> None:
        if enquiry.pk == first.pk:
            raise RuntimeError("broken")
        close(enquiry, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep.closing, "close", fails)
    with time_machine.travel(after(30), tick=False):
        assert upkeep.close_old(clock.now()) == 1
    assert [Enquiry.objects.get(pk=e.pk).state for e in (first, second)] == ["open", "unmet"]


def test_experiences_are_forgotten_after_three_years(town: Tenant) -> None:
    make_experience(make_offers(town, 1)[0])
    assert (upkeep.forget_experiences(after(1090)), upkeep.forget_experiences(after(1100))) == (0, 1)
    assert Experience.objects.count() == 0


def test_reply_time_is_the_median_of_three_and_more(town: Tenant) -> None:
    offer = make_offers(town, 1)[0]
    waits = (0.9, 1.9, 8.9)
    for number, days in enumerate(waits):
        reply = replies_of(make_enquiry(town, [offer], email=f"s{number}@example.org"))[0]
        assert figures.reply_days(town) == {}
        with time_machine.travel(after(days), tick=False):
            answering.decline(reply=reply, actor=None, reason="full")
    assert figures.reply_days(town) == {offer.provider_id: 2}
    assert figures.reply_text(2) == "antwortet meist innerhalb von 2 Tagen"
    assert figures.reply_days(town, after(370).date()) == {}


def test_below_three_answers_nothing_is_shown(town: Tenant) -> None:
    offer = make_offers(town, 1)[0]
    for number in range(2):
        make_experience(offer, text=f"Text {number}", state="shown")
    assert figures.told_of(town, offer.pk) is None


def test_from_three_answers_on_figures_and_checked_words_are_shown(town: Tenant) -> None:
    offer = make_offers(town, 1)[0]
    for state, again in (("shown", 4), ("waiting", 3), ("hidden", 2)):
        make_experience(offer, text=state, state=state, again=again)
    told = figures.told_of(town, offer.pk)
    assert told is not None
    assert (told.count, told.averages["again"], [words.text for words in told.words]) == (3, 3.0, ["shown"])
