"""The way of an enquiry through its domain functions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.enquiries import (
    make_agreed,
    make_enquiry,
    make_offers,
    make_unconfirmed,
    propose,
    replies_of,
    start_of,
)
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.transitions import TransitionDenied
from umsicht.enquiries.domain import answering, asking, deciding, helping
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.errors import NotSentNow
from umsicht.enquiries.models import Enquiry
from umsicht.enquiries.signals import enquiry_closed
from umsicht.notify.models import Mail
from umsicht.notify.sealing import unseal
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def sent() -> list[tuple[str, str]]:
    """(message, address) of all mails of the tenant in scope, in their order."""
    return list(Mail.objects.order_by("pk").values_list("message", "to_email"))


def states(enquiry: Enquiry) -> list[str]:
    return [reply.state for reply in replies_of(enquiry)]


@pytest.fixture
def heard() -> Any:
    found: list[dict[str, Any]] = []

    def listen(sender: Any, **told: Any) -> None:
        told.pop("signal")
        found.append(told)

    enquiry_closed.connect(listen, weak=False)
    yield found
    enquiry_closed.disconnect(listen)


def test_no_provider_hears_of_it_before_the_address_is_confirmed(town: Tenant) -> None:
    enquiry = make_unconfirmed(town)
    assert (enquiry.state, states(enquiry)) == (EnquiryState.UNCONFIRMED, [ReplyState.WAITING] * 3)
    assert sent() == [("enquiries.confirm", "schule@example.org")]


def test_confirmed_it_reaches_each_provider_once(town: Tenant) -> None:
    enquiry = make_enquiry(town)
    assert (enquiry.state, states(enquiry)) == (EnquiryState.OPEN, [ReplyState.ASKED] * 3)
    assert enquiry.answer_by == dt.date(2026, 11, 25)
    assert sent()[1:] == [("enquiries.asked", f"anbieter{number}@example.org") for number in (1, 2, 3)]
    with pytest.raises(TransitionDenied):
        asking.confirm_enquiry(enquiry=enquiry)


def test_two_offers_of_one_provider_are_one_question_to_it(town: Tenant) -> None:
    first = make_offers(town, 1)[0]
    second = make_offer(first.provider)
    enquiry = make_enquiry(town, [first, second])
    assert [sorted(reply.offers.values_list("pk", flat=True)) for reply in replies_of(enquiry)] == [
        [first.pk, second.pk]
    ]


def test_what_is_not_public_any_more_is_not_asked_for(town: Tenant) -> None:
    offers = make_offers(town, 2)
    enquiry = make_unconfirmed(town, offers)
    type(offers[0]).objects.filter(pk=offers[0].pk).update(state="paused")
    enquiry = asking.confirm_enquiry(enquiry=enquiry)
    assert states(enquiry) == [ReplyState.LAPSED, ReplyState.ASKED]
    assert [address for _message, address in sent()[1:]] == ["anbieter2@example.org"]


def test_nothing_is_confirmed_when_no_offer_is_public(town: Tenant) -> None:
    enquiry = make_unconfirmed(town, make_offers(town, 1))
    enquiry.replies.get().offers.update(state="archived")
    with pytest.raises(NotSentNow):
        asking.confirm_enquiry(enquiry=enquiry)
    assert Enquiry.objects.get().state == EnquiryState.UNCONFIRMED


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"days": []}, "Bitte nennen Sie bis zu drei Tage oder einen Zeitraum."),
        ({"days": [dt.date(2026, 11, 17)]}, "Die Wunschtage liegen in der Vergangenheit."),
        ({"days": [dt.date(2029, 1, 1)]}, "Die Wunschtage liegen mehr als zwei Jahre in der Zukunft."),
        (
            {"institution": " \u200b "},
            "Bitte sagen Sie, worum es geht, wer fragt und wohin die Antwort geht.",
        ),
    ],
)
def test_bad_values_leave_nothing(town: Tenant, values: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput) as refused:
        make_unconfirmed(town, **values)
    assert refused.value.message == message
    assert (Enquiry.objects.count(), Mail.objects.count()) == (0, 0)


def test_more_than_six_providers_are_refused(town: Tenant) -> None:
    with pytest.raises(BadInput) as refused:
        make_unconfirmed(town, make_offers(town, 7))
    assert refused.value.message == "Sie können höchstens 6 Anbieter auf einmal anfragen."


def test_offers_of_another_town_or_drafts_are_refused(town: Tenant) -> None:
    for offer in (make_offers(make_tenant(), 1)[0], make_offers(town, 1, state="draft")[0]):
        with pytest.raises(BadInput):
            make_unconfirmed(town, [offer])
    assert Enquiry.objects.count() == 0


def test_sixth_open_enquiry_of_one_address_is_refused(town: Tenant) -> None:
    offers = make_offers(town, 1)
    for _number in range(asking.MAX_OPEN):
        make_enquiry(town, offers)
    with pytest.raises(BadInput):
        make_unconfirmed(town, offers, email="Schule@Example.org")


def test_accepted_proposal_ends_it_and_the_others_are_told(town: Tenant, heard: list[dict[str, Any]]) -> None:
    enquiry = make_enquiry(town)
    first, second, _third = replies_of(enquiry)
    propose(first)
    propose(second)
    before = Mail.objects.count()
    enquiry = deciding.accept(reply=first)
    assert (enquiry.state, states(enquiry)) == (
        EnquiryState.AGREED,
        [ReplyState.ACCEPTED, ReplyState.NOT_CHOSEN, ReplyState.LAPSED],
    )
    assert (enquiry.agreed_for, enquiry.erase_on) == (start_of(), start_of().date() + dt.timedelta(days=60))
    assert sent()[before:] == [
        ("enquiries.outcome", "anbieter1@example.org"),
        ("enquiries.outcome", "anbieter2@example.org"),
        ("enquiries.outcome", "anbieter3@example.org"),
        ("enquiries.ended", "schule@example.org"),
    ]
    assert heard == [
        {
            "tenant": town,
            "outcome": "agreed",
            "met": True,
            "topics": enquiry.topics,
            "audience": "jugendliche",
            "age_band": "13-15",
            "district": "",
            "asked": 3,
            "answered": 2,
        }
    ]
    with pytest.raises(TransitionDenied):
        deciding.accept(reply=second)


def test_when_all_decline_it_ends_and_the_office_is_told(town: Tenant, heard: list[dict[str, Any]]) -> None:
    office = make_member(town, "editor")
    enquiry = make_enquiry(town, make_offers(town, 2))
    for reply in replies_of(enquiry):
        answering.decline(reply=reply, actor=None, reason="no_time")
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.UNMET
    assert [(told["outcome"], told["met"], told["answered"]) for told in heard] == [("unmet", False, 2)]
    assert ("enquiries.office", office.email) in sent()


@pytest.mark.parametrize(("reason", "said"), [("full", "Auf Monate ausgebucht"), ("other", "")])
def test_a_no_names_its_reason_unless_it_is_none_of_the_list(town: Tenant, reason: str, said: str) -> None:
    enquiry = make_enquiry(town, make_offers(town, 2))
    answering.decline(reply=replies_of(enquiry)[0], actor=None, reason=reason)
    told = unseal(Mail.objects.get(message="enquiries.reply").payload)["reason"]
    assert told == said


def test_question_goes_to_the_enquirer_and_its_answer_back(town: Tenant) -> None:
    enquiry = make_enquiry(town, make_offers(town, 1))
    reply = answering.ask_back(reply=replies_of(enquiry)[0], actor=None, text="Gibt es einen Beamer?")
    assert reply.state == ReplyState.QUESTION
    deciding.answer_question(reply=reply, text="Ja.")
    assert states(enquiry) == [ReplyState.ASKED]
    assert [(remark.kind, remark.text) for remark in enquiry.remarks.all()] == [
        ("question", "Gibt es einen Beamer?"),
        ("answer", "Ja."),
    ]
    assert [message for message, _to in sent()][-2:] == ["enquiries.reply", "enquiries.asked"]


def test_provider_can_take_a_proposal_back_while_it_is_open(town: Tenant) -> None:
    enquiry = make_enquiry(town, make_offers(town, 2))
    reply = propose(replies_of(enquiry)[0])
    person = make_member(town, "provider", organisation_id=reply.provider_id)
    answering.take_back(reply=reply, actor=person, reason="Raum belegt")
    assert states(enquiry)[0] == ReplyState.ASKED
    deciding.accept(reply=propose(reply, person))
    with pytest.raises(Conflict):
        answering.take_back(reply=replies_of(enquiry)[0], actor=person, reason="Raum belegt")


def test_another_provider_may_not_answer(town: Tenant) -> None:
    first, second = replies_of(make_enquiry(town, make_offers(town, 2)))
    person = make_member(town, "provider", organisation_id=second.provider_id)
    with pytest.raises(NotAllowed):
        propose(first, person)


def test_withdrawn_enquiry_tells_the_providers(town: Tenant, heard: list[dict[str, Any]]) -> None:
    enquiry = deciding.withdraw(enquiry=make_enquiry(town, make_offers(town, 2)))
    assert (enquiry.state, states(enquiry)) == (EnquiryState.WITHDRAWN, [ReplyState.LAPSED] * 2)
    assert [told["outcome"] for told in heard] == ["withdrawn"]
    assert [message for message, _to in sent()][-3:] == ["enquiries.outcome"] * 2 + ["enquiries.ended"]


def test_called_off_date_is_told_to_both_and_the_journal_keeps_no_words(town: Tenant) -> None:
    from umsicht.audit.models import AuditEvent  # reason: read beside what the test is about

    enquiry = deciding.call_off(enquiry=make_agreed(town), reason="Kind Max ist krank")
    assert enquiry.state == EnquiryState.CALLED_OFF
    assert [message for message, _to in sent()][-2:] == ["enquiries.outcome", "enquiries.ended"]
    event = AuditEvent.objects.get(action="enquiries.enquiry.call_off")
    assert event.reason == "Abgesagt von der anfragenden Stelle."


def test_office_adds_a_provider_and_writes_a_note(town: Tenant) -> None:
    editor = make_member(town, "editor")
    enquiry = make_enquiry(town, make_offers(town, 1))
    more = make_offers(town, 1)[0]
    reply = helping.add_provider(enquiry=enquiry, offer=more, actor=editor)
    assert (reply.state, reply.by_office) == (ReplyState.ASKED, True)
    with pytest.raises(BadInput):
        helping.add_provider(enquiry=enquiry, offer=more, actor=editor)
    helping.write_note(enquiry=enquiry, actor=editor, text="Wir fragen weiter.")
    assert [message for message, _to in sent()][-3:] == [
        "enquiries.asked",
        "enquiries.note",
        "enquiries.note",
    ]
    with pytest.raises(NotAllowed):
        helping.write_note(enquiry=enquiry, actor=make_member(town, "member"), text="x")


def test_people_at_the_desk_are_told_there_and_not_by_a_link(town: Tenant) -> None:
    offer = make_offers(town, 1)[0]
    person = make_member(town, "provider", organisation_id=offer.provider_id)
    make_enquiry(town, [offer])
    assert sent()[1:] == [
        ("enquiries.asked_at_desk", person.email),
        ("enquiries.asked", "anbieter1@example.org"),
    ]


def test_provider_that_nobody_can_reach_goes_to_the_office(town: Tenant) -> None:
    office = make_member(town, "coordinator")
    offer = make_offer(make_offers(town, 1)[0].provider)
    offer.provider.email = ""
    offer.provider.save()
    enquiry = make_enquiry(town, [offer])
    assert [reply.in_hand for reply in replies_of(enquiry)] == [False]
    assert sent()[1:] == [("enquiries.office", office.email)]
