"""Real simultaneity on PostgreSQL: several connections at one enquiry. SQLite lets one writer in at a time anyway."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.utils import translation
from django_scopes import scope

from tests.factories.enquiries import make_enquiry, make_offers, propose, replies_of
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.core.errors import UmsichtError
from umsicht.enquiries.domain import answering, deciding
from umsicht.enquiries.domain.by_link import with_link
from umsicht.enquiries.domain.telling import ANSWER, ANSWER_FOR
from umsicht.enquiries.models import Enquiry
from umsicht.notify.domain import links
from umsicht.tenancy.models import Tenant

pytestmark = [
    pytest.mark.store,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="threads need a store that they can share"),
]
assert connection is not None


def at_once(town: Tenant, *steps: Callable[[], object]) -> list[str]:
    """Run each in a thread of its own, all from the same moment; "done" or the code of the refusal, sorted."""
    barrier, outcomes = threading.Barrier(len(steps)), []

    def run(step: Callable[[], object]) -> None:
        try:
            with translation.override("de"), scope(tenant=town):
                barrier.wait(timeout=20)
                step()
            outcomes.append("done")
        except UmsichtError as error:
            outcomes.append(error.code)
        except Exception as error:  # noqa: BLE001 - reported by the comparison
            outcomes.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)


@pytest.fixture
def town() -> Tenant:
    make_terms()
    return make_tenant()


def opened(town: Tenant, count: int) -> Enquiry:
    with scope(tenant=town):
        return make_enquiry(town, make_offers(town, count))


def test_two_proposals_accepted_at_once_give_one_date(town: Tenant) -> None:
    enquiry = opened(town, 2)
    with scope(tenant=town):
        first, second = (propose(reply) for reply in replies_of(enquiry))
    outcomes = at_once(town, lambda: deciding.accept(reply=first), lambda: deciding.accept(reply=second))
    assert outcomes == ["done", "wrong_state"]
    assert sorted(reply.state for reply in replies_of(enquiry)) == ["accepted", "not_chosen"]


def test_all_decline_at_once_and_it_ends_once(town: Tenant) -> None:
    enquiry = opened(town, 4)
    replies = replies_of(enquiry)
    steps = [
        lambda reply=reply: answering.decline(reply=reply, actor=None, reason="full") for reply in replies
    ]
    assert at_once(town, *steps) == ["done"] * 4
    enquiry.refresh_from_db()
    assert enquiry.state == "unmet"


def test_one_link_used_twice_at_once_answers_once(town: Tenant) -> None:
    enquiry = opened(town, 2)
    reply = replies_of(enquiry)[0]
    token = links.issue(purpose=ANSWER, tenant=town, subject=reply.pk, lifetime=ANSWER_FOR)

    def use() -> object:
        return with_link(ANSWER, token, lambda: answering.decline(reply=reply, actor=None, reason="full"))

    assert at_once(town, use, use, use) == ["done", "used_link", "used_link"]


def test_answer_and_withdrawal_at_once_leave_nothing_half(town: Tenant) -> None:
    enquiry = opened(town, 1)
    reply = replies_of(enquiry)[0]
    outcomes = at_once(
        town,
        lambda: answering.decline(reply=reply, actor=None, reason="full"),
        lambda: deciding.withdraw(enquiry=enquiry),
    )
    assert outcomes == ["done", "wrong_state"]
    enquiry.refresh_from_db()
    assert (enquiry.state, replies_of(enquiry)[0].state) in {("unmet", "declined"), ("withdrawn", "lapsed")}
