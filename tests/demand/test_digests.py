"""Digests: new hits once, only what is public in the moment of sending, and one mail whatever runs twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection

from tests.factories.demand import make_search
from tests.factories.offers import make_offer
from umsicht.core import clock
from umsicht.demand.domain import alerts, digest
from umsicht.demand.models import ToldHit
from umsicht.demand.queries.alerts import all_searches
from umsicht.directory.models import Organisation
from umsicht.notify.domain.delivery import deliver
from umsicht.notify.queries.outbox import all_mails
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

Mails = Callable[[Callable[[], Any]], list[EmailMessage]]
pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def known(provider: Organisation, **fields: Any) -> Offer:
    """An offer that was there before the search was saved."""
    then = clock.now() - dt.timedelta(days=30)
    offer = make_offer(provider, published_at=then, edited_on=then.date(), **fields)
    # unscoped: test data; updated_at moves with each save
    Offer.objects.with_scopes_disabled().filter(pk=offer.pk).update(updated_at=then)
    return offer


def told() -> list[int]:
    # unscoped: test data
    return sorted(ToldHit.objects.with_scopes_disabled().all().values_list("offer_id", flat=True))


@pytest.mark.store
def test_new_hits_are_told_once(town: Tenant, provider: Organisation, indexed: Any, mails: Mails) -> None:
    known(provider, title="Alt")
    offer = make_offer(provider, title="Mutig reden", problem_fields=["sucht"])
    make_offer(provider, title="Anderes", problem_fields=[])
    make_search(town, "thema=sucht")
    indexed()
    [sent] = mails(digest.send_due)
    assert sent.to == ["jemand@example.org"]
    assert "Mutig reden (http" in str(sent.body)
    assert "Verein Nord, Musterstadt" in str(sent.body)
    assert "neu seit 18.11.2026" in str(sent.body)
    assert ("Alt" in str(sent.body), "Anderes" in str(sent.body)) == (False, False)
    assert told() == [offer.pk]
    assert mails(digest.send_due) == []
    with time_machine.travel(clock.now() + DAY, tick=True):
        assert mails(digest.send_due) == []


def test_one_click_ends_the_searches_of_the_mail(
    town: Tenant, provider: Organisation, indexed: Any, mails: Mails, client: Any
) -> None:
    make_offer(provider)
    make_search(town, "thema=sucht")
    other = make_search(town, "q=gibtsnicht")
    indexed()
    [sent] = mails(digest.send_due)
    link = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link.split("/", 3)[3]
    assert client.get(f"/{path}").status_code == 200
    assert all_searches().count() == 2
    answer = client.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, list(all_searches())) == (200, [other])
    assert client.post(f"/{path}").status_code == 200


def test_weekly_ones_wait_for_monday(
    town: Tenant, provider: Organisation, indexed: Any, mails: Mails
) -> None:
    make_offer(provider)
    make_search(town, frequency="weekly")
    indexed()
    assert mails(digest.send_due) == []  # a Wednesday, looked at on Tuesday
    monday = clock.now() + 5 * DAY
    with time_machine.travel(monday, tick=True):
        assert len(mails(digest.send_due)) == 1


def test_a_missed_monday_is_made_up_for(
    town: Tenant, provider: Organisation, indexed: Any, mails: Mails
) -> None:
    make_offer(provider)
    make_search(town, frequency="weekly", checked_on=clock.today() - 3 * DAY)
    indexed()
    assert len(mails(digest.send_due)) == 1


@pytest.mark.store
def test_changes_are_told_to_who_asked_for_them_and_once_per_day_of_change(
    town: Tenant, provider: Organisation, indexed: Any, mails: Mails
) -> None:
    offer = known(provider)
    make_search(town, email="neues@example.org")
    make_search(town, email="alles@example.org", with_changed=True)
    indexed()
    assert mails(digest.send_due) == []
    for day in (1, 2):
        with time_machine.travel(clock.now() + day * DAY, tick=True):
            if day == 1:
                offer.edited_on = clock.today()
                offer.save()
            sent = mails(digest.send_due)
            assert [message.to for message in sent] == ([["alles@example.org"]] if day == 1 else [])
    with time_machine.travel(clock.now() + 3 * DAY, tick=True):
        offer.edited_on = clock.today()
        offer.save()
        assert "geändert am 21.11.2026" in str(mails(digest.send_due)[0].body)


def test_a_confirmation_is_no_change(
    town: Tenant, provider: Organisation, indexed: Any, mails: Mails
) -> None:
    offer = known(provider)
    make_search(town, with_changed=True)
    indexed()
    offer.confirmed_on = clock.today()
    offer.save()
    assert mails(digest.send_due) == []


def test_searches_of_one_portal_come_in_one_mail(
    town: Tenant, state: Tenant, provider: Organisation, indexed: Any, mails: Mails
) -> None:
    make_offer(provider, title="Mutig reden")
    for query in ("thema=sucht", "q=mutig"):
        make_search(town, query)
    make_search(state, "q=mutig")
    indexed()
    sent = {message.subject: str(message.body) for message in mails(digest.send_due)}
    assert sorted(sent) == ["Neu zu 2 Ihrer Suchen", "Neu zu Ihrer Suche: „mutig“, in Land"] or len(sent) == 2
    assert sent["Neu zu 2 Ihrer Suchen"].count("Mutig reden (http") == 2


def test_another_town_s_offers_are_not_told(town: Tenant, indexed: Any, mails: Mails) -> None:
    make_offer()
    make_search(town)
    indexed()
    assert mails(digest.send_due) == []


@pytest.mark.parametrize("state_now", ["draft", "paused", "archived"])
def test_what_is_not_public_any_more_is_left_out_when_the_mail_goes(
    town: Tenant, provider: Organisation, indexed: Any, state_now: str
) -> None:
    gone, stays = make_offer(provider, title="Verschwunden"), make_offer(provider, title="Geblieben")
    make_search(town)
    indexed()
    digest.send_due()
    Offer.objects.with_scope(tenant=town).filter(pk=gone.pk).update(state=state_now)
    assert deliver(all_mails().get().pk)
    from django.core import mail  # reason: app ready

    body = str(mail.outbox[-1].body)
    assert ("Geblieben" in body, "Verschwunden" in body) == (True, False)
    assert stays.pk in told()


def test_a_mail_with_nothing_left_is_not_sent(
    town: Tenant, provider: Organisation, indexed: Any, mailoutbox: list[EmailMessage]
) -> None:
    offer = make_offer(provider)
    search = make_search(town)
    indexed()
    digest.send_due()
    Offer.objects.with_scope(tenant=town).filter(pk=offer.pk).update(state="paused")
    assert not deliver(all_mails().get().pk)
    row = all_mails().get()
    assert (row.dropped_at is not None, row.payload, mailoutbox) == (True, "", [])
    assert all_searches().get() == search


def test_a_search_ended_meanwhile_gets_no_mail(
    town: Tenant, provider: Organisation, indexed: Any, mailoutbox: list[EmailMessage]
) -> None:
    make_offer(provider)
    search = make_search(town)
    indexed()
    digest.send_due()
    alerts.end(search=search)
    assert not deliver(all_mails().get().pk)
    assert mailoutbox == []


def test_without_an_index_nothing_is_claimed(
    town: Tenant, provider: Organisation, mails: Mails, indexed: Any
) -> None:
    make_offer(provider)
    make_search(town)
    with pytest.raises(digest.NoIndex):
        digest.send_due()
    indexed()
    assert len(mails(digest.send_due)) == 1


def test_a_search_that_ended_or_waits_is_not_looked_at(
    town: Tenant, provider: Organisation, indexed: Any, mails: Mails
) -> None:
    make_offer(provider)
    make_search(town, "q=a", keep_until=clock.today() - DAY)
    make_search(town, "q=b", confirmed_at=None)
    indexed()
    assert mails(digest.send_due) == []


def _queries_of_a_run(number: int, town: Tenant, provider: Organisation, indexed: Any) -> int:
    from django.test.utils import CaptureQueriesContext  # reason: app ready

    for made in range(number):
        make_offer(provider)
        make_search(town, email=f"p{number}-{made}@example.org")
    indexed()
    digest.send_due(clock.today())
    all_searches().update(checked_on=clock.today() - DAY)
    # unscoped: test data
    ToldHit.objects.with_scopes_disabled().all().delete()
    all_mails().delete()
    with CaptureQueriesContext(connection) as captured:
        assert digest.send_due() == number
    all_searches().delete()
    return len(captured)


def test_a_run_costs_the_same_for_each_address(town: Tenant, provider: Organisation, indexed: Any) -> None:
    one, three = (_queries_of_a_run(number, town, provider, indexed) for number in (1, 3))
    assert three - one == 2 * (one - 1)
