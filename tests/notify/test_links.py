"""Links in mails: one purpose, one use, one time."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from tests.factories.tenancy import make_tenant
from umsicht.core import clock, signing
from umsicht.notify.domain import links
from umsicht.notify.models import MailLink

pytestmark = [pytest.mark.django_db, pytest.mark.store]
WEEK = dt.timedelta(days=7)


def issue(purpose: str = "tests.confirm", subject: int = 7) -> str:
    return links.issue(purpose=purpose, tenant=make_tenant(), subject=subject, lifetime=WEEK)


def test_link_names_its_record_and_tenant_and_looking_changes_nothing() -> None:
    token = issue()
    found = [links.look("tests.confirm", token) for _ in range(2)]
    assert [(link.subject, link.tenant.slug, link.used_at) for link in found] == [
        (7, found[0].tenant.slug, None)
    ] * 2


def test_link_works_once() -> None:
    token = issue()
    assert links.use("tests.confirm", token).subject == 7
    for again in (links.use, links.look):
        with pytest.raises(links.UsedLink):
            again("tests.confirm", token)


def test_link_of_another_purpose_is_none() -> None:
    token = issue()
    with pytest.raises(signing.BadToken):
        links.look("tests.delete", token)


def test_somebody_who_looked_at_the_same_time_comes_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issue()
    seen = links.look("tests.confirm", token)
    links.use("tests.confirm", token)
    monkeypatch.setattr(links, "look", lambda purpose, token: seen)
    with pytest.raises(links.UsedLink):
        links.use("tests.confirm", token)


def test_link_ends_with_its_time_and_is_forgotten_a_month_later() -> None:
    token = issue()
    with time_machine.travel(clock.now() + WEEK, tick=False), pytest.raises(signing.ExpiredToken):
        links.look("tests.confirm", token)
    over = clock.now() + WEEK + dt.timedelta(days=30)
    assert (links.tidy(over - dt.timedelta(hours=1)), links.tidy(over + dt.timedelta(hours=1))) == (0, 1)


def test_revoked_links_are_gone_and_others_stay() -> None:
    token, other = issue(), issue(subject=8)
    assert links.revoke(purpose="tests.confirm", subject=7) == 1
    with pytest.raises(signing.BadToken):
        links.look("tests.confirm", token)
    assert links.look("tests.confirm", other).subject == 8


@pytest.mark.parametrize(
    "token",
    ["", "x", "a" * 5000, signing.make("tests.confirm", "no uuid", lifetime=WEEK)],
    ids=["empty", "short", "long", "other"],
)
def test_forged_links_are_refused(token: str) -> None:
    with pytest.raises(signing.BadToken):
        links.look("tests.confirm", token)


def test_link_cut_short_is_refused_and_no_address_is_stored() -> None:
    token = issue()
    with pytest.raises(signing.BadToken):
        links.look("tests.confirm", token[:-3])
    names = {field.name for field in MailLink._meta.get_fields()}
    assert names & {"email", "to_email", "user"} == set()
