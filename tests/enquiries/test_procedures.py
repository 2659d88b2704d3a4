"""The three tables: sound, kept to, and safe against double clicks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core import procedure_checks as checks
from tests.factories.enquiries import make_experience, make_offers
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.transitions import apply, available
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.models import Enquiry, Experience, ExperienceComment, Reply
from umsicht.enquiries.transitions import COMMENT, ENQUIRY, EXPERIENCE, REPLY
from umsicht.tenancy.models import Tenant

DATA: dict[str, dict[str, Any]] = {
    "confirm": {"answer_by": dt.date(2026, 12, 1)},
    "agree": {"agreed_for": dt.datetime(2026, 12, 8, 8, 0, tzinfo=dt.UTC)},
    "decline": {"decline_reason": "full"},
}


def enquiry_in(town: Tenant, state: str) -> Enquiry:
    confirmed = state != EnquiryState.UNCONFIRMED
    enquiry = Enquiry(
        tenant=town,
        state=state,
        email="schule@example.org",
        created_at=clock.now(),
        confirmed_at=clock.now() if confirmed else None,
        answer_by=clock.today() if confirmed else None,
        agreed_for=clock.now() if state in {EnquiryState.AGREED, EnquiryState.HELD} else None,
    )
    enquiry.save()
    return enquiry


def reply_in(town: Tenant, state: str) -> Reply:
    offer = make_offers(town, 1)[0]
    answered = state in {ReplyState.PROPOSED, ReplyState.ACCEPTED, ReplyState.DECLINED, ReplyState.NOT_CHOSEN}
    reply = Reply(
        tenant=town,
        enquiry=enquiry_in(town, EnquiryState.OPEN),
        provider=offer.provider,
        state=state,
        starts_at=clock.now() + dt.timedelta(days=9),
        answered_at=clock.now() if answered else None,
        decline_reason="full" if state == ReplyState.DECLINED else "",
    )
    reply.save()
    return reply


def experience_in(town: Tenant, state: str) -> Experience:
    return make_experience(make_offers(town, 1)[0], text="Raum tauschen", state=state)


def comment_in(town: Tenant, state: str) -> ExperienceComment:
    made = ExperienceComment(
        tenant=town,
        experience=experience_in(town, "shown"),
        text="Danke",
        state=state,
        created_at=clock.now(),
    )
    made.save()
    return made


CASES = [
    pytest.param(ENQUIRY, enquiry_in, id="enquiry"),
    pytest.param(REPLY, reply_in, id="reply"),
    pytest.param(EXPERIENCE, experience_in, id="experience"),
    pytest.param(COMMENT, comment_in, id="comment"),
]


@pytest.mark.parametrize(("table", "make"), CASES)
def test_table_is_sound(table: Any, make: Any) -> None:
    checks.assert_sound(table)


@pytest.mark.store
@pytest.mark.parametrize(("table", "make"), CASES)
def test_steps_keep_to_the_table(town: Tenant, table: Any, make: Any) -> None:
    editor, stranger = make_member(town, "editor"), make_member(town, "member")
    checks.assert_steps_only_from_their_sources(
        table, lambda state: make(town, state), editor, stranger, data=DATA
    )
    checks.assert_double_click_counts_once(table, lambda state: make(town, state), editor, data=DATA)


@pytest.mark.store
def test_random_walks_of_a_reply_keep_its_first_answer(town: Tenant) -> None:
    """Whatever is offered can be taken; the moment of the first answer never moves, since reply times hang on it."""
    editor = make_member(town, "editor")

    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.integers(0, 9), max_size=8))
    def walk(turns: list[int]) -> None:
        reply, first = reply_in(town, ReplyState.ASKED), None
        for turn in turns:
            steps = [choice.name for choice in available(reply, editor)]
            if not steps:
                assert reply.state in REPLY.final
                break
            name = steps[turn % len(steps)]
            apply(reply, name, actor=editor, reason="Grund", **DATA.get(name, {}))
            first = first or reply.answered_at
            assert reply.answered_at == first
            assert (reply.state == ReplyState.DECLINED) == bool(reply.decline_reason)

    walk()
