from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import make_person
from umsicht.accounts.domain.demo import DEMO_PASSWORD, DemoPerson, ensure_demo_people
from umsicht.accounts.models import User
from umsicht.core.errors import NotAllowed

pytestmark = pytest.mark.django_db

PEOPLE = [
    DemoPerson("koordination.chemnitz@example.org", "Koordination Chemnitz"),
    DemoPerson("Betrieb@example.org", "Betrieb", is_operator=True),
]


def test_demo_people_can_sign_in_and_are_marked() -> None:
    made = ensure_demo_people(PEOPLE)
    assert list(made) == ["koordination.chemnitz@example.org", "betrieb@example.org"]
    for person in made.values():
        assert person.check_password(DEMO_PASSWORD)
        assert (person.is_demo, person.emailaddress_set.get().verified) == (True, True)
    assert made["betrieb@example.org"].is_operator


def test_second_run_changes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = ensure_demo_people(PEOPLE)
    hashes = {person.pk: person.password for person in first.values()}
    with django_assert_num_queries(3):  # savepoint, one read, release
        assert ensure_demo_people(PEOPLE) == first
    assert {person.pk: person.password for person in User.objects.all()} == hashes


def test_demo_people_exist_on_demo_instances_only(settings: Any) -> None:
    settings.DEMO = settings.TESTING = False
    with pytest.raises(NotAllowed):
        ensure_demo_people(PEOPLE)
    assert User.objects.count() == 0


def test_real_account_is_never_turned_into_a_demo_account() -> None:
    make_person("koordination.chemnitz@example.org")
    with pytest.raises(NotAllowed):
        ensure_demo_people(PEOPLE)
    assert User.objects.filter(is_demo=True).count() == 0
