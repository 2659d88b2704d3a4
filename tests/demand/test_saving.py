"""Saving a search by double opt-in, keeping it, ending it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage

from tests.factories.demand import make_search
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, NotFound
from umsicht.core.signing import BadToken, ExpiredToken
from umsicht.demand import contract
from umsicht.demand.domain import alerts, upkeep
from umsicht.demand.domain import links as paths
from umsicht.demand.models import Subscriber
from umsicht.demand.queries.alerts import all_searches, of_email
from umsicht.notify.domain.links import UsedLink
from umsicht.notify.models import MailLink, Suppression
from umsicht.notify.queries.outbox import all_mails
from umsicht.notify.sealing import hash_of
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
Mails = Callable[[Callable[[], Any]], list[EmailMessage]]


def save(town: Tenant, query: str = "q=mobbing", email: str = "jemand@example.org", **fields: Any) -> None:
    options: dict[str, Any] = {"frequency": "daily", "with_changed": False} | fields
    alerts.keep(tenant=town, email=email, asked=contract.read(town, query), **options)


def token_in(message: EmailMessage, word: str) -> str:
    found = re.search(rf"/suche-merken/{word}/(\S+)", str(message.body))
    assert found, message.body
    return found[1]


def links() -> list[MailLink]:
    # unscoped: test data
    return list(MailLink.objects.with_scopes_disabled().all())


@pytest.mark.store
def test_a_saved_search_waits_for_its_confirmation(town: Tenant, mails: Mails) -> None:
    [sent] = mails(lambda: save(town, email="Jemand@Example.org"))
    search = all_searches().get()
    assert (sent.to, sent.subject) == (["jemand@example.org"], "Bitte bestätigen: E-Mails zu Ihrer Suche")
    assert (search.query, search.title, search.confirmed_at) == (
        "q=mobbing",
        "„mobbing“, in Musterstadt",
        None,
    )
    token = token_in(sent, "bestaetigen")
    assert alerts.linked(paths.CONFIRM, token, town) == search
    alerts.confirm(token=token, tenant=town)
    search.refresh_from_db()
    assert (search.confirmed_at is not None, search.keep_until) == (True, clock.today() + alerts.YEAR)
    with pytest.raises(UsedLink):
        alerts.confirm(token=token, tenant=town)


def test_a_link_works_in_its_own_portal_only(town: Tenant, state: Tenant, mails: Mails) -> None:
    [sent] = mails(lambda: save(town))
    token = token_in(sent, "bestaetigen")
    with pytest.raises(NotFound):
        alerts.linked(paths.CONFIRM, token, state)
    with pytest.raises(BadToken):
        alerts.linked(paths.RENEW, token, town)
    with pytest.raises(BadToken):
        alerts.owner_of(token, town)


def test_who_does_not_confirm_is_forgotten_after_two_days(town: Tenant, mails: Mails) -> None:
    [sent] = mails(lambda: save(town))
    token = token_in(sent, "bestaetigen")
    assert upkeep.forget(clock.now() + dt.timedelta(hours=47)) == 0
    with time_machine.travel(clock.now() + dt.timedelta(hours=49), tick=True):
        with pytest.raises(ExpiredToken):
            alerts.confirm(token=token, tenant=town)
        assert upkeep.forget() == 1
    assert (Subscriber.objects.count(), links()) == (0, [])


def test_saving_twice_keeps_one_search_and_the_newest_link(town: Tenant, mails: Mails) -> None:
    [first] = mails(lambda: save(town))
    [second] = mails(lambda: save(town, frequency="weekly", with_changed=True))
    search = all_searches().get()
    assert (search.frequency, search.with_changed) == ("weekly", True)
    with pytest.raises(BadToken):
        alerts.confirm(token=token_in(first, "bestaetigen"), tenant=town)
    alerts.confirm(token=token_in(second, "bestaetigen"), tenant=town)
    [third] = mails(lambda: save(town))
    assert "schon gemerkt" in str(third.body)
    assert alerts.owner_of(token_in(third, "meine"), town) == search.subscriber


def test_the_same_search_has_one_address_whatever_its_page_and_order(town: Tenant) -> None:
    queries = [
        "q=a&fuer=eltern&fuer=kinder",
        "fuer=eltern&fuer=kinder&q=a&seite=3&sort=titel&ansicht=karte&x=1",
    ]
    assert len({contract.read(town, query).query for query in queries}) == 1


def test_an_address_gets_five_mails_a_day_from_strangers(town: Tenant, mails: Mails) -> None:
    sent = mails(lambda: [save(town, f"q=wort{number}") for number in range(9)])
    assert 1 <= len(sent) <= 5
    assert all_searches().count() == 5
    assert mails(lambda: alerts.ask_for_list(tenant=town, email="jemand@example.org")) == []


def test_more_than_twenty_searches_are_not_saved(town: Tenant, mails: Mails) -> None:
    for number in range(alerts.MOST_SEARCHES):
        make_search(town, f"q=wort{number}")
    [sent] = mails(lambda: save(town, "q=noch-eine"))
    assert (all_searches().count(), "schon 20 Suchen" in str(sent.body)) == (alerts.MOST_SEARCHES, True)


def test_a_search_that_is_too_long_is_refused(town: Tenant) -> None:
    query = "&".join(f"fuer={'x' * 70}{number}" for number in range(15))
    with pytest.raises(BadInput, match="zu viele Filter"):
        save(town, query)
    with pytest.raises(BadInput):
        save(town, frequency="hourly")


def test_asking_for_the_list_tells_nothing_about_unknown_addresses(town: Tenant, mails: Mails) -> None:
    make_search(town, "q=a", email="wartet@example.org", confirmed_at=None)
    make_search(town, "q=a", email="dabei@example.org")
    for email in ("niemand@example.org", "wartet@example.org"):
        assert mails(lambda email=email: alerts.ask_for_list(tenant=town, email=email)) == []  # type: ignore[misc]
    [sent] = mails(lambda: alerts.ask_for_list(tenant=town, email="dabei@example.org"))
    assert sent.to == ["dabei@example.org"]


def test_a_new_link_to_the_list_ends_the_older_one(town: Tenant, mails: Mails) -> None:
    search = make_search(town)
    [first] = mails(lambda: alerts.ask_for_list(tenant=town, email=search.subscriber.email))
    [second] = mails(lambda: alerts.ask_for_list(tenant=town, email=search.subscriber.email))
    with pytest.raises(BadToken):
        alerts.owner_of(token_in(first, "meine"), town)
    token = token_in(second, "meine")
    assert alerts.owner_of(token, town) == search.subscriber
    with time_machine.travel(clock.now() + dt.timedelta(hours=25), tick=True), pytest.raises(ExpiredToken):
        alerts.owner_of(token, town)


@pytest.mark.store
def test_switching_off_deletes_the_search_and_with_the_last_one_the_address(town: Tenant) -> None:
    one, two = make_search(town, "q=a"), make_search(town, "q=b")
    token = paths.off_path(town, [one]).rsplit("/", 1)[1]
    assert alerts.switch_off(token=token) == 1
    assert list(all_searches()) == [two]
    assert alerts.switch_off(token=token) == 0
    alerts.end(search=two)
    assert Subscriber.objects.count() == 0


def test_the_log_names_neither_address_nor_words(town: Tenant, mails: Mails) -> None:
    [sent] = mails(lambda: save(town, "q=geheimwort"))
    alerts.confirm(token=token_in(sent, "bestaetigen"), tenant=town)
    alerts.end(search=all_searches().get())
    # unscoped: test data
    rows = list(AuditEvent.objects.with_scopes_disabled().all().values())
    assert {row["action"] for row in rows} == {
        "demand.search.save",
        "demand.search.confirm",
        "demand.search.end",
    }
    assert not re.search("geheimwort|jemand@", str(rows))


def test_confirming_undoes_an_earlier_unsubscription(town: Tenant, mails: Mails) -> None:
    Suppression.objects.create(
        address_hash=hash_of("jemand@example.org"), category="news", created_at=clock.now()
    )
    [sent] = mails(lambda: save(town))
    alerts.confirm(token=token_in(sent, "bestaetigen"), tenant=town)
    assert Suppression.objects.count() == 0


def test_a_year_ends_with_a_reminder_that_can_keep_it(town: Tenant, mails: Mails) -> None:
    kept = make_search(town, "q=a", keep_until=clock.today() + dt.timedelta(days=28))
    make_search(town, "q=b", keep_until=clock.today() + dt.timedelta(days=29))
    [sent] = mails(upkeep.remind)
    assert mails(upkeep.remind) == []
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = token_in(sent, "verlaengern")
    alerts.renew(token=token, tenant=town)
    kept.refresh_from_db()
    assert (kept.keep_until, kept.reminded_at) == (clock.today() + alerts.YEAR, None)
    with pytest.raises(UsedLink):
        alerts.renew(token=token, tenant=town)


def test_what_nobody_keeps_is_deleted_on_its_day(town: Tenant) -> None:
    make_search(town, "q=a", keep_until=clock.today() - dt.timedelta(days=1))
    last = make_search(town, "q=b", keep_until=clock.today())
    assert upkeep.forget() == 1
    assert list(all_searches()) == [last]


def test_the_outbox_forgets_addresses_without_a_search_after_two_days(town: Tenant, mails: Mails) -> None:
    mails(lambda: save(town, email="weg@example.org"))
    mails(lambda: save(town, email="da@example.org"))
    make_search(town, "q=b", email="da@example.org")
    with time_machine.travel(clock.now() + dt.timedelta(days=1), tick=True):
        upkeep.forget()
        assert all_mails().count() == 2
    with time_machine.travel(clock.now() + dt.timedelta(days=3), tick=True):
        upkeep.forget()
        assert [mail.to_email for mail in all_mails()] == ["da@example.org"]


def test_a_person_sees_and_erases_her_own(town: Tenant) -> None:
    from tests.factories.accounts import make_person  # reason: app ready
    from umsicht.demand import personal  # reason: app ready

    person = make_person(email="Jemand@example.org")
    make_search(town, "q=a")
    make_search(town, "q=b", email="andere@example.org")
    assert [row["suche"] for row in personal.export(person)] == ["q=a"]
    personal.erase(person)
    assert [search.query for search in all_searches()] == ["q=b"]
    assert of_email(person.email) == []
