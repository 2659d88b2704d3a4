"""An organisation registers, confirms its address, is admitted or refused, and its records go in time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.accounts import make_person
from tests.factories.directory import make_organisation
from tests.factories.tenancy import make_member
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.directory.domain import registrations as domain
from umsicht.directory.domain.keepers import invite_keeper
from umsicht.directory.domain.registrations import PURPOSE, confirm_address, register_provider
from umsicht.directory.enums import RegistrationState
from umsicht.directory.models import ContactPoint, Organisation, Registration
from umsicht.directory.queries.keeping import keepers_of, kept_ids
from umsicht.notify.domain import links
from umsicht.notify.queries.outbox import all_mails
from umsicht.tenancy.domain.invitations import accept
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]
SENT: dict[str, Any] = {
    "name": "Werkstatt Nord e. V.",
    "sector": "vereine",
    "about": "Wir reparieren Räder mit Jugendlichen.",
    "street": "Weg 3",
    "postal_code": "09111",
    "city": "Ort",
    "email": "werkstatt@example.org",
    "phone": "0371 4880",
}


def mails(message: str) -> list[str]:
    return list(all_mails().filter(message=message).order_by("pk").values_list("to_email", flat=True))


def registered(town: Tenant, **values: Any) -> Registration:
    return register_provider(tenant=town, **(SENT | values))


def confirmed(town: Tenant, **values: Any) -> Registration:
    registration = registered(town, **values)
    token = links.issue(purpose=PURPOSE, tenant=town, subject=registration.pk, lifetime=dt.timedelta(days=1))
    return confirm_address(token=token)


def test_registering_sends_one_link_and_tells_the_office_nothing_yet(town: Tenant) -> None:
    make_member(town, Role.COORDINATOR)
    registration = registered(town)
    assert registration.state == RegistrationState.RECEIVED
    assert mails("directory.registration_confirm") == ["werkstatt@example.org"]
    assert mails("directory.registration_received") == []
    event = AuditEvent.objects.get(action="directory.registration.receive")
    assert event.after == {"sector": "vereine"}


def test_the_same_form_again_is_the_same_registration(town: Tenant) -> None:
    assert registered(town).pk == registered(town, name="WERKSTATT Nord e. V.").pk
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"sector": "gibt-es-nicht"},
        {"website": "javascript:alert(1)"},
        {"postal_code": "123"},
        {"phone": "abc"},
    ],
)
def test_bad_input_is_refused_and_nothing_written(town: Tenant, values: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        registered(town, **values)
    assert (Registration.objects.count(), all_mails().count()) == (0, 0)


def test_the_link_confirms_once_and_then_the_office_hears(town: Tenant) -> None:
    office = make_member(town, Role.EDITOR)
    registration = registered(town)
    token = links.issue(purpose=PURPOSE, tenant=town, subject=registration.pk, lifetime=dt.timedelta(days=1))
    assert confirm_address(token=token).state == RegistrationState.CONFIRMED
    assert mails("directory.registration_received") == [office.email]
    with pytest.raises(links.UsedLink):
        confirm_address(token=token)


def test_admission_makes_the_entry_and_its_invitation_binds_the_main_person(
    town: Tenant,
) -> None:
    office, registration = make_member(town, Role.COORDINATOR), confirmed(town)
    apply(registration, "admit", actor=office, answer="Willkommen!")
    organisation = Organisation.objects.get(name="Werkstatt Nord e. V.")
    point = ContactPoint.objects.get(organisation=organisation)
    assert (organisation.is_public, organisation.is_provider, point.street) == (True, True, "Weg 3")
    assert registration.organisation_id == organisation.pk
    assert mails("directory.registration_admitted") == ["werkstatt@example.org"]
    invitation = Invitation.objects.get(email="werkstatt@example.org")
    assert (invitation.organisation_id, invitation.is_delegate) == (organisation.pk, False)


def test_admission_takes_a_known_entry_instead_of_making_a_second(town: Tenant) -> None:
    known = make_organisation(town, is_provider=False)
    registration = confirmed(town)
    apply(registration, "admit", actor=make_member(town, Role.EDITOR), known=known)
    known.refresh_from_db()
    assert (Organisation.objects.count(), known.is_provider, registration.organisation_id) == (
        1,
        True,
        known.pk,
    )


def test_unconfirmed_ones_are_not_admitted_and_strangers_admit_nothing(town: Tenant) -> None:
    registration = registered(town)
    with pytest.raises(TransitionDenied):
        apply(registration, "admit", actor=make_member(town, Role.COORDINATOR))
    with pytest.raises(TransitionDenied):
        apply(confirmed(town, name="Andere"), "admit", actor=make_member(town, Role.MEMBER))
    assert Organisation.objects.count() == 0


def test_refusal_needs_a_reason_which_goes_out_by_mail(town: Tenant) -> None:
    office, registration = make_member(town, Role.COORDINATOR), confirmed(town)
    with pytest.raises(TransitionDenied):
        apply(registration, "refuse", actor=office)
    apply(registration, "refuse", actor=office, reason="Kein Bezug zur Stadt.")
    assert registration.answer == "Kein Bezug zur Stadt."
    assert mails("directory.registration_refused") == ["werkstatt@example.org"]
    apply(registration, "reopen", actor=office, reason="Irrtum")
    assert (registration.state, registration.answer) == (RegistrationState.CONFIRMED, "")


def test_refusing_an_unconfirmed_one_writes_to_nobody(town: Tenant) -> None:
    registration = registered(town)
    apply(registration, "refuse", actor=make_member(town, Role.COORDINATOR), reason="Unsinn")
    assert mails("directory.registration_refused") == []


def test_invited_person_keeps_the_organisation_after_accepting(
    town: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[str] = []
    monkeypatch.setattr(
        "umsicht.tenancy.domain.invitations.secrets.token_urlsafe",
        lambda n: tokens.append(f"geheim-{n}") or tokens[-1],
    )
    registration = confirmed(town)
    apply(registration, "admit", actor=make_member(town, Role.COORDINATOR))
    person = make_person("werkstatt@example.org")
    accept(actor=person, token=tokens[-1])
    assert kept_ids(person, town) == [registration.organisation_id]
    assert registration.organisation is not None
    assert [held.user_id for held in keepers_of(registration.organisation)] == [person.pk]
    assert person.has_perm("directory.keeper.manage", registration.organisation)


def test_old_registrations_are_forgotten(town: Tenant) -> None:
    now = clock.now()
    kept = confirmed(town, name="wartet")
    unconfirmed = registered(town, name="alt")
    refused = confirmed(town, name="abgelehnt")
    apply(refused, "refuse", actor=make_member(town, Role.COORDINATOR), reason="nein")
    assert domain.forget_old(now + dt.timedelta(days=13)) == 0
    assert domain.forget_old(now + dt.timedelta(days=15)) == 1
    assert domain.forget_old(now + dt.timedelta(days=190)) == 1
    assert list(Registration.objects.values_list("pk", flat=True)) == [kept.pk]
    assert unconfirmed.pk != kept.pk


def test_only_the_office_may_name_a_main_person(town: Tenant) -> None:
    organisation = make_organisation(town)
    main = make_member(town, Role.PROVIDER, organisation_id=organisation.pk)
    with pytest.raises(NotAllowed):
        invite_keeper(organisation=organisation, actor=main, email="zwei@example.org", is_delegate=False)
