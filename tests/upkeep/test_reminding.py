from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member, make_tenant
from tests.factories.upkeep import make_due, make_reminder, make_round
from tests.notify.test_delivery import Mailbox, free_port
from umsicht.audit.models import AuditEvent
from umsicht.config import env
from umsicht.core import clock
from umsicht.core.errors import NotAllowed
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.notify.domain.delivery import deliver
from umsicht.notify.models import Mail, MailLink
from umsicht.notify.sealing import unseal
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.domain.confirming import confirm
from umsicht.upkeep.domain.reminding import Done, remind_all, remind_now
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.models import Reminder, Round

ALL = tuple(FieldGroup.values)


def day(number: int) -> Any:
    """So many days after the day of the tests."""
    return time_machine.travel(
        dt.datetime(2026, 11, 18, 8, tzinfo=clock.BERLIN) + dt.timedelta(days=number), tick=False
    )


def offers_of(provider: Organisation, number: int, **fields: Any) -> list[Offer]:
    point = ContactPoint.objects.filter(organisation=provider).first()
    return [make_due(make_offer(provider, contact_point=point, **fields)) for _ in range(number)]


def mails() -> list[Mail]:
    return list(Mail.objects.order_by("pk"))


@pytest.mark.store
def test_provider_with_twelve_offers_gets_one_mail_with_all_of_them(provider: Organisation) -> None:
    offers = offers_of(provider, 12)
    assert remind_all() == Done(mails=1)
    mail = mails()[0]
    assert (len(mails()), mail.to_email, mail.message) == (1, "anbieter@example.org", "upkeep.reminder")
    reminder = Reminder.objects.get()
    assert sorted(map(int, reminder.asked)) == sorted(offer.pk for offer in offers)
    assert unseal(mail.payload)["count"] == 12
    assert MailLink.objects.get().subject == reminder.pk
    assert Round.objects.count() == 12


def test_second_run_of_the_day_sends_nothing(provider: Organisation) -> None:
    offers_of(provider, 2)
    remind_all()
    assert (remind_all(), len(mails())) == (Done(), 1)


def test_mail_also_asks_for_what_falls_due_within_a_fortnight(provider: Organisation) -> None:
    overdue, soon, later = offers_of(provider, 3)
    make_due(soon, days=-14)
    make_due(later, days=-15)
    remind_all()
    assert sorted(map(int, Reminder.objects.get().asked)) == sorted([overdue.pk, soon.pk])


def test_whole_way_of_an_offer_that_nobody_confirms(provider: Organisation) -> None:
    (offer,) = offers_of(provider, 1)
    steps = {0: Done(mails=1), 20: Done(), 21: Done(mails=1), 41: Done(), 42: Done(mails=1, lowered=1)}
    steps |= {69: Done(), 70: Done(mails=1), 97: Done(), 98: Done(mails=1, hidden=1), 125: Done()}
    steps |= {126: Done(mails=1), 366: Done()}
    for number, done in steps.items():
        with day(number):
            assert remind_all() == done, number
    offer.refresh_from_db()
    assert (offer.state, offer.stale_on) == ("paused", dt.date(2026, 12, 30))
    stages = [row.stage for row in Reminder.objects.order_by("sent_on")]
    assert stages == ["first", "again", "lowered", "lowered", "hidden", "hidden"]
    actions = set(AuditEvent.objects.filter(action__startswith="offers.").values_list("action", flat=True))
    assert actions == {"offers.offer.rank_lower", "offers.offer.lapse"}


def test_confirmation_ends_the_round_and_the_next_begins_a_month_later(provider: Organisation) -> None:
    (offer,) = offers_of(provider, 1)
    remind_all()
    with day(3):
        confirm(offer=offer, groups=ALL, by="link", actor=None)
    for number, done in {21: Done(), 32: Done(), 33: Done(mails=1)}.items():
        with day(number):
            assert remind_all() == done, number


def test_nobody_gets_two_mails_within_a_fortnight(provider: Organisation) -> None:
    first, second = offers_of(provider, 2)
    make_due(second, days=-20)
    remind_all()
    confirm(offer=first, groups=ALL, by="link", actor=None)
    make_due(first, days=-3)
    sent = []
    for number in range(1, 30):
        with day(number):
            sent += [number] * remind_all().mails
    assert sent == [14]


def test_unpublished_offers_and_hidden_providers_are_left_alone(town: Tenant, provider: Organisation) -> None:
    for state in ("draft", "submitted", "paused", "archived"):
        offers_of(provider, 1, state=state)
    hidden = make_organisation(town, is_public=False, email="weg@example.org")
    offers_of(hidden, 1)
    assert (remind_all(), mails()) == (Done(), [])


@pytest.mark.parametrize("fields", [{"is_sandbox": True}, {"is_active": False}])
def test_practice_and_towns_that_do_not_take_part_write_to_nobody(
    town: Tenant, fields: dict[str, bool]
) -> None:
    other = make_tenant(**fields)
    offers_of(make_organisation(other, email="fremd@example.org"), 1)
    assert remind_all() == Done()


# ---- to whom -------------------------------------------------------------------------------------------------


def test_address_is_the_contact_point_of_most_offers_then_the_provider_then_its_keeper(town: Tenant) -> None:
    both = make_organisation(town, email="haus@example.org")
    often, once = (make_contact_point(both, email=f"{name}@example.org") for name in ("oft", "einmal"))
    for point in (often, once, often):
        make_due(make_offer(both, contact_point=point))
    make_due(make_offer(make_organisation(town, email="Haus2@example.org")))
    kept = make_organisation(town)
    make_due(make_offer(kept))
    keeper = make_member(town, "provider", organisation_id=kept.pk)
    remind_all()
    assert sorted(mail.to_email for mail in mails()) == sorted(
        ["oft@example.org", "haus2@example.org", keeper.email]
    )


def test_provider_without_address_is_kept_for_the_telephone(town: Tenant) -> None:
    offers_of(make_organisation(town), 1)
    assert (remind_all(), mails()) == (Done(unreachable=1), [])
    assert Reminder.objects.get().to_email == ""


# ---- at the moment of sending --------------------------------------------------------------------------------


@pytest.fixture
def queued(provider: Organisation) -> Mail:
    """A reminder that lies in the outbox: its task waits for a commit that a test never makes."""
    offers_of(provider, 1)
    remind_all()
    return mails()[0]


def outcome(mail: Mail) -> tuple[bool, str, str]:
    sent = deliver(mail.pk)
    row = Mail.objects.get(pk=mail.pk)
    return sent, row.outcome, row.last_error


def test_reminder_goes_out_when_all_is_as_it_was(queued: Mail) -> None:
    assert outcome(queued) == (True, "sent", "")


@pytest.mark.parametrize("change", ["paused", "archived", "confirmed", "provider", "town"])
def test_nothing_is_sent_of_what_is_not_public_or_not_due_any_more(
    queued: Mail, provider: Organisation, change: str
) -> None:
    offer = Offer.objects.get()
    if change in {"paused", "archived"}:
        Offer.objects.update(state=change)
    elif change == "confirmed":
        confirm(offer=offer, groups=ALL, by="desk", actor=None)
    elif change == "provider":
        Organisation.objects.update(is_public=False)
    else:
        Tenant.objects.filter(pk=provider.tenant_id).update(is_active=False)
    assert outcome(queued) == (False, "dropped", "outdated")


def test_keeper_who_left_meanwhile_gets_nothing(town: Tenant) -> None:
    kept = make_organisation(town)
    make_due(make_offer(kept))
    keeper = make_member(town, "provider", organisation_id=kept.pk)
    remind_all()
    keeper.memberships.update(ended_at=clock.now(), valid_to=clock.today())  # type: ignore[attr-defined]
    assert outcome(mails()[0])[:2] == (False, "dropped")


def test_reminder_goes_over_real_smtp_with_its_link_in_both_parts(queued: Mail, settings: Any) -> None:
    mailbox, port = Mailbox(), free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        for name, value in env.email(f"smtp://127.0.0.1:{port}").items():
            setattr(settings, name, value)
        assert deliver(queued.pk) is True
    finally:
        server.stop()
    (envelope,) = mailbox.envelopes
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert (envelope.rcpt_tos, message["Subject"]) == (["anbieter@example.org"], "Stimmt Ihr Angebot noch?")
    texts = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]  # type: ignore[union-attr]
    link = MailLink.objects.get().uid.hex
    assert all("/musterstadt/bestaetigen/" in text for text in texts)
    assert link not in "".join(texts)  # signed, so that nobody can guess the next one


# ---- the office asks -----------------------------------------------------------------------------------------


def test_office_reminds_at_once_but_floods_nobody(town: Tenant, provider: Organisation) -> None:
    office = make_member(town, "editor")
    offers_of(provider, 3)
    fresh = make_organisation(town, email="frisch@example.org")
    make_due(make_offer(fresh), groups=())
    silent = make_organisation(town)
    offers_of(silent, 1)
    recent = make_organisation(town, email="neulich@example.org")
    offers_of(recent, 1)
    make_reminder(recent, days_ago=6)
    asked = remind_now(providers=[provider, fresh, silent, recent], actor=office)
    assert (asked.sent, asked.too_soon, asked.unreachable, asked.nothing_due) == (1, 1, 1, 1)
    assert [mail.to_email for mail in mails()] == ["anbieter@example.org"]
    assert Reminder.objects.get(provider=provider).sent_by == office
    assert remind_now(providers=[provider], actor=office).too_soon == 1


def test_only_the_office_reminds(town: Tenant, provider: Organisation) -> None:
    keeper = make_member(town, "provider", organisation_id=provider.pk)
    with pytest.raises(NotAllowed):
        remind_now(providers=[provider], actor=keeper)


def test_offer_that_somebody_resumed_by_hand_begins_a_new_round(provider: Organisation) -> None:
    (offer,) = offers_of(provider, 1)
    make_round(offer, asked=200, again=180, lowered=160, hidden=100)
    remind_all()
    assert Round.objects.get(offer=offer).asked_on == clock.today()
