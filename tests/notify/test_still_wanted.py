"""What was true when a mail was queued may not be true when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail as outbox

from tests.factories.accounts import make_person
from tests.factories.notify import make_mail
from tests.factories.tenancy import make_member, make_tenant
from umsicht.notify import catalogue
from umsicht.notify.domain.delivery import deliver
from umsicht.notify.domain.preferences import set_preferences
from umsicht.notify.models import InboxMessage, Mail
from umsicht.notify.queries.outbox import all_mails
from umsicht.notify.sealing import seal
from umsicht.tenancy.models import Membership, Tenant

pytestmark = pytest.mark.django_db


def outcome(mail: Mail) -> tuple[str, str, str]:
    row = all_mails().get(pk=mail.pk)
    return row.outcome, row.last_error, row.payload


def test_person_who_left_gets_no_work_by_mail() -> None:
    tenant = make_tenant()
    person = make_member(tenant)
    mail = make_mail(tenant, user=person, to_email=person.email)
    Membership._base_manager.filter(user=person).update(valid_to="2026-11-17")
    assert deliver(mail.pk) is False
    assert (outcome(mail), outbox.outbox) == (("dropped", "left", ""), [])


def test_person_who_left_still_hears_that_the_role_ended() -> None:
    told = seal({"role": "Redaktion", "last_day": "2026-11-17", "reason": ""})
    mail = make_mail(message="tenancy.role_ended", user=make_person(), payload=told)
    assert catalogue.get("tenancy.role_ended").for_members is False
    assert deliver(mail.pk) is True


def test_closed_account_gets_nothing() -> None:
    tenant = make_tenant()
    mail = make_mail(tenant, user=make_member(tenant, user=make_person(is_active=False)))
    assert (deliver(mail.pk), outcome(mail)[1]) == (False, "inactive")


def test_choice_made_after_queueing_counts() -> None:
    tenant = make_tenant()
    person = make_member(tenant)
    mail = make_mail(tenant, user=person)
    set_preferences(user=person, actor=person, wanted={"work": "off"})
    assert (deliver(mail.pk), outcome(mail)[1]) == (False, "unsubscribed")


@pytest.mark.parametrize("wanted", [True, False])
def test_message_is_asked_in_the_moment_of_sending(monkeypatch: pytest.MonkeyPatch, wanted: bool) -> None:
    tenant, asked = make_tenant(), []

    def still_wanted(where: Tenant, context: Mapping[str, Any]) -> bool:
        asked.append((where.pk, context["role"], InboxMessage.objects.count()))
        return wanted

    kind = replace(catalogue.get("tenancy.role_granted"), at_sending=catalogue.while_true(still_wanted))
    monkeypatch.setitem(catalogue._types, kind.key, kind)
    mail = make_mail(tenant)
    assert deliver(mail.pk) is wanted
    assert asked == [(tenant.pk, "Redaktion", 0)]
    assert outcome(mail) == (("sent", "", "") if wanted else ("dropped", "outdated", ""))
