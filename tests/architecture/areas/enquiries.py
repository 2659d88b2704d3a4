from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.directory import make_organisation
from tests.factories.enquiries import (
    make_agreed,
    make_enquiry,
    make_experience,
    make_unconfirmed,
    propose,
    replies_of,
)
from tests.factories.offers import make_offer
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.enquiries.domain import answering, telling
from umsicht.notify.domain import links
from umsicht.tenancy.models import Tenant


def _own(name: str, **options: Any) -> Row:
    """A step of the enquirer: whoever has the address may take it, signed in or not."""
    return everyone(name, 302, method="post", **options)


def _token(kind: str, *ids: str) -> Any:
    return lambda world: {
        "municipality": world.own.slug,
        "token": world.ids[f"{kind}_token"],
        **{name.split(":")[1]: world.ids[name.split(":")[0]] for name in ids},
    }


PUBLIC = [
    everyone("enquiry_towns"),
    everyone("enquiry", kwargs=portal(), query=lambda world: f"?o={world.ids['offer_id']}"),
    everyone("enquiry_sent", kwargs=portal()),
    everyone("enquiry_confirm", kwargs=_token("confirm")),
    everyone("enquiry_own", kwargs=_token("own")),
    _own("enquiry_accept", kwargs=_token("own", "enquiry_proposed_id:reply_id")),
    _own(
        "enquiry_answer_question", kwargs=_token("own", "enquiry_question_id:reply_id"), data={"text": "Ja."}
    ),
    _own("enquiry_withdraw", kwargs=_token("own")),
    _own("enquiry_renew", kwargs=_token("own")),
    _own("enquiry_call_off", kwargs=_token("agreed"), data={"reason": "krank"}),
    everyone("enquiry_calendar", kwargs=_token("agreed")),
    everyone("enquiry_reply", kwargs=_token("answer")),
    everyone("enquiry_replied", kwargs=portal()),
    everyone("enquiry_reply_calendar", kwargs=_token("calendar")),
    everyone("enquiry_experience", kwargs=_token("experience")),
    everyone("enquiry_told", kwargs=portal()),
]
_OFFICE = "coordinator editor"
DESK = [
    desk("desk_enquiries", f"{_OFFICE} provider"),
    desk("desk_enquiries_export", _OFFICE),
    desk("desk_enquiry", _OFFICE, kwargs=from_ids("enquiry_id")),
    desk(
        "desk_enquiry_note", _OFFICE, 302, method="post", kwargs=from_ids("enquiry_id"), data={"text": "Ja."}
    ),
    desk("desk_enquiry_add", _OFFICE, 400, method="post", kwargs=from_ids("enquiry_id"), data={"offer": "x"}),
    desk(
        "desk_enquiry_close", _OFFICE, 302, method="post", kwargs=from_ids("enquiry_id"), data={"reason": "x"}
    ),
    desk(
        "desk_enquiry_call_off",
        _OFFICE,
        302,
        method="post",
        kwargs=lambda world: {"enquiry_id": world.ids["enquiry_agreed_id"]},
        data={"reason": "krank"},
    ),
    desk(
        "desk_enquiry_calendar", _OFFICE, kwargs=lambda world: {"enquiry_id": world.ids["enquiry_agreed_id"]}
    ),
    desk(
        "desk_enquiry_answer",
        _OFFICE,
        302,
        method="post",
        kwargs=lambda world: {"reply_id": world.ids["enquiry_asked_id"]},
        data={"art": "absage", "reason": "full"},
    ),
    desk(
        "desk_enquiry_take_back",
        _OFFICE,
        302,
        method="post",
        kwargs=lambda world: {"reply_id": world.ids["enquiry_proposed_id"]},
        data={"reason": "Raum belegt"},
    ),
    desk("desk_experiences", f"{_OFFICE} provider"),
    desk("desk_experiences_export", _OFFICE),
    desk("desk_experience", _OFFICE, wrong_role=403, kwargs=from_ids("experience_id")),
    desk(
        "desk_experience_check",
        _OFFICE,
        302,
        method="post",
        kwargs=from_ids("experience_id"),
        data={"teil": "text", "schritt": "reconsider", "reason": "x"},
    ),
    desk(
        "desk_experience_comment",
        _OFFICE,
        302,
        method="post",
        kwargs=from_ids("experience_id"),
        data={"text": "Danke."},
    ),
]
ROWS: list[Row] = [*PUBLIC, *DESK]


def _offer(own: Tenant) -> Any:
    return make_offer(make_organisation(own, email="anfragen@example.org"))


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """An enquiry that nobody confirmed, an open one with a proposal and a question, and an agreed one."""

    def token(purpose: str, subject: int) -> str:
        return links.issue(purpose=purpose, tenant=own, subject=subject, lifetime=telling.PAGE_FOR)

    unconfirmed = make_unconfirmed(own, [_offer(own)])
    enquiry = make_enquiry(own, [_offer(own) for _number in range(3)])
    proposed, question, asked = replies_of(enquiry)
    propose(proposed)
    answering.ask_back(reply=question, actor=None, text="Gibt es einen Beamer?")
    agreed, held = make_agreed(own, [_offer(own)]), make_agreed(own, [_offer(own)])
    apply(held, "take_place", actor=None)
    assert held.agreed_for is not None
    assert held.agreed_for > clock.now()
    told = make_experience(_offer(own), text="Raum vorher tauschen.", state="shown")
    return {
        "enquiry_id": enquiry.pk,
        "enquiry_agreed_id": agreed.pk,
        "experience_id": told.pk,
        "enquiry_proposed_id": proposed.pk,
        "enquiry_question_id": question.pk,
        "enquiry_asked_id": asked.pk,
        "confirm_token": token(telling.CONFIRM, unconfirmed.pk),
        "own_token": token(telling.PAGE, enquiry.pk),
        "agreed_token": token(telling.PAGE, agreed.pk),
        "answer_token": token(telling.ANSWER, asked.pk),
        "calendar_token": token(telling.CALENDAR, replies_of(agreed)[0].pk),
        "experience_token": token(telling.EXPERIENCE, held.pk),
    }
