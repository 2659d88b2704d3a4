from __future__ import annotations

import pytest

from tests.factories.accounts import PASSWORD, make_person
from umsicht.accounts.domain.people import change_profile, create_person
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def test_account_opens_with_confirmed_address_and_lower_case() -> None:
    person = create_person(actor=None, email=" Neu@Example.org ", display_name="Büro", password=PASSWORD)
    assert (person.email, person.language, person.is_operator) == ("neu@example.org", "de", False)
    assert list(person.emailaddress_set.values_list("email", "verified")) == [("neu@example.org", True)]
    event = AuditEvent._base_manager.get()
    assert (event.action, event.actor) == ("accounts.person.create", person)


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "kein-at"},
        {"email": ""},
        {"display_name": " x "},
        {"display_name": "x" * 121},
        {"password": "kurz"},
        {"password": "123456789012"},
        {"password": "passwortpasswort", "display_name": "passwortpasswort"},
        {"language": "fr"},
    ],
)
def test_bad_details_are_refused(fields: dict[str, str]) -> None:
    wanted = {"email": "neu@example.org", "display_name": "Büro", "password": PASSWORD} | fields
    with pytest.raises(BadInput):
        create_person(actor=None, **wanted)
    assert User.objects.count() == 0


def test_address_is_unique_in_any_spelling() -> None:
    make_person("schon@example.org")
    with pytest.raises(Conflict):
        create_person(actor=None, email="SCHON@example.org", display_name="Büro", password=PASSWORD)


def test_profile_is_changed_by_its_owner_only_and_the_log_keeps_no_name() -> None:
    person, other = make_person(display_name="Alt"), make_person()
    with pytest.raises(NotAllowed):
        change_profile(actor=other, person=person, display_name="Neu", language="de")
    change_profile(actor=person, person=person, display_name=" Neu ", language="en")
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("Neu", "en")
    assert AuditEvent._base_manager.get().after == {"fields": ["display_name", "language"]}


def test_profile_without_a_difference_writes_nothing() -> None:
    person = make_person(display_name="Gleich")
    change_profile(actor=person, person=person, display_name="Gleich", language="de")
    assert AuditEvent._base_manager.count() == 0
