"""Helpers, hand-over and what follows the organisation when it is merged, closed or moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.transitions import TransitionDenied
from umsicht.directory.domain import handovers
from umsicht.directory.domain.closing import close_organisation, merge_organisations, reopen_organisation
from umsicht.directory.domain.handovers import PURPOSE, answer_by_link, propose_handover, settle
from umsicht.directory.domain.keepers import invite_keeper, remove_keeper
from umsicht.directory.domain.organisations import publish_organisation
from umsicht.directory.enums import HandOverKind, HandOverState
from umsicht.directory.models import HandOver, Organisation
from umsicht.directory.queries.handovers import waiting_for
from umsicht.directory.queries.keeping import keepers_of, kept_ids
from umsicht.directory.queries.organisations import successor_of
from umsicht.notify.domain import links
from umsicht.notify.queries.outbox import all_mails
from umsicht.offers.models import Offer
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Membership, Tenant
from umsicht.tenancy.queries.memberships import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


def keeper(town: Tenant, organisation: Organisation, *, helps: bool = False) -> User:
    return make_member(town, Role.PROVIDER, organisation_id=organisation.pk, is_delegate=helps)


def names(organisation: Organisation) -> list[tuple[int, bool]]:
    return [(held.user_id, held.is_delegate) for held in keepers_of(organisation)]


def test_main_person_invites_and_removes_helpers_and_helpers_do_neither(town: Tenant) -> None:
    organisation = make_organisation(town)
    main, helper = keeper(town, organisation), keeper(town, organisation, helps=True)
    invite_keeper(organisation=organisation, actor=main, email="hilfe@example.org")
    assert Invitation.objects.get().is_delegate
    with pytest.raises(NotAllowed):
        invite_keeper(organisation=organisation, actor=helper, email="noch@example.org")
    assert helper.has_perm("directory.organisation.change", organisation)
    held = Membership.objects.get(user=helper)
    with pytest.raises(NotAllowed):
        remove_keeper(organisation=organisation, membership=held, actor=helper, reason="x")
    remove_keeper(organisation=organisation, membership=held, actor=main, reason="Projekt zu Ende")
    assert names(organisation) == [(main.pk, False)]
    forget(helper)
    assert not helper.has_perm("directory.organisation.change", organisation)


def test_a_main_person_removes_no_other_main_person_and_nobody_of_another_organisation(town: Tenant) -> None:
    organisation, other = make_organisation(town), make_organisation(town)
    main, second, stranger = keeper(town, organisation), keeper(town, organisation), keeper(town, other)
    for person in (second, stranger):
        held = Membership.objects.get(user=person)
        with pytest.raises(Conflict):
            remove_keeper(organisation=organisation, membership=held, actor=main, reason="x")


def ask(organisation: Organisation, actor: Any, **values: Any) -> HandOver:
    values = {"kind": HandOverKind.PERSON, "to_email": "neu@example.org"} | values
    return propose_handover(organisation=organisation, actor=actor, **values)


def link(handover: HandOver) -> str:
    month = dt.timedelta(days=30)
    return links.issue(purpose=PURPOSE, tenant=handover.tenant, subject=handover.pk, lifetime=month)


def test_nothing_changes_before_the_other_side_accepts_and_the_link_works_once(town: Tenant) -> None:
    organisation, successor = make_organisation(town), make_person("neu@example.org")
    main = keeper(town, organisation)
    handover = ask(organisation, main)
    assert names(organisation) == [(main.pk, False)]
    token = link(handover)
    answer_by_link(token=token, accept=True)
    assert names(organisation) == [(successor.pk, False)]
    with pytest.raises(links.UsedLink):
        answer_by_link(token=token, accept=False)
    told = all_mails().filter(message="directory.handover_settled").values_list("to_email", flat=True)
    assert sorted(told) == sorted([main.email, "neu@example.org"])


def test_the_main_person_may_stay_as_a_helper(town: Tenant) -> None:
    organisation, successor = make_organisation(town), make_person("neu@example.org")
    main = keeper(town, organisation)
    answer_by_link(token=link(ask(organisation, main, stays_helper=True)), accept=True)
    assert names(organisation) == [(successor.pk, False), (main.pk, True)]


def test_somebody_without_an_account_gets_an_invitation_bound_to_the_organisation(town: Tenant) -> None:
    organisation = make_organisation(town)
    main = keeper(town, organisation)
    answer_by_link(token=link(ask(organisation, main)), accept=True)
    invitation = Invitation.objects.get(email="neu@example.org")
    assert (invitation.organisation_id, invitation.is_delegate) == (organisation.pk, False)


def test_declined_and_unanswered_ones_change_nothing(town: Tenant) -> None:
    organisation = make_organisation(town)
    main = keeper(town, organisation)
    first = ask(organisation, main)
    with pytest.raises(Conflict):
        ask(organisation, main, to_email="dritte@example.org")
    answer_by_link(token=link(first), accept=False)
    second = ask(organisation, main)
    assert handovers.tidy(clock.now() + dt.timedelta(days=31)) == 1
    second.refresh_from_db()
    assert (second.state, names(organisation)) == (HandOverState.LAPSED, [(main.pk, False)])


def test_helpers_hand_nothing_over_and_offices_answer_at_the_desk(town: Tenant) -> None:
    organisation = make_organisation(town)
    main, helper = keeper(town, organisation), keeper(town, organisation, helps=True)
    office = make_member(town, Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        ask(organisation, helper)
    handover = ask(organisation, main, kind=HandOverKind.OFFICE)
    assert [found.pk for found in waiting_for(town)] == [handover.pk]
    with pytest.raises(TransitionDenied):
        settle(handover=handover, name="accept", actor=make_member(town, Role.EDITOR))
    settle(handover=handover, name="accept", actor=office)
    assert names(organisation) == []


def test_another_municipality_takes_over_entry_offers_and_keepers(town: Tenant) -> None:
    other = make_tenant()
    organisation = make_organisation(town, about="Wir helfen.")
    point = make_contact_point(organisation, street="Weg 3")
    offer = make_offer(organisation, contact_point=point)
    main, there = keeper(town, organisation), make_member(other, Role.COORDINATOR)
    handover = ask(organisation, main, kind=HandOverKind.MUNICIPALITY, to_tenant=other)
    with pytest.raises(TransitionDenied):
        settle(handover=handover, name="accept", actor=make_member(town, Role.COORDINATOR))
    settle(handover=handover, name="accept", actor=there)
    with scope(tenant=other):
        new = Organisation.objects.get()
        assert (new.name, new.about) == (organisation.name, "Wir helfen.")
        copy = Offer.objects.get()
        assert (copy.state, copy.title, copy.contact_point_id) == (
            "draft",
            offer.title,
            new.contact_points.get().pk,
        )
    forget(main)
    assert kept_ids(main, other) == [new.pk]
    organisation.refresh_from_db()
    assert (organisation.closed_on, organisation.successor_id) == (clock.today(), new.pk)
    found = successor_of(organisation.slug)
    assert found is not None
    assert found.pk == new.pk


@pytest.mark.parametrize("values", [{"to_email": "kein@"}, {"kind": "nix"}, {"kind": "municipality"}])
def test_unclear_receivers_are_refused(town: Tenant, values: dict[str, Any]) -> None:
    organisation = make_organisation(town)
    with pytest.raises(BadInput):
        ask(organisation, keeper(town, organisation), **values)


def test_merging_moves_points_offers_and_keepers_and_leads_the_old_address_on(town: Tenant) -> None:
    office = make_member(town, Role.EDITOR)
    kept, double = make_organisation(town, phone=""), make_organisation(town, phone="0371 4880")
    point, offer = make_contact_point(double), make_offer(double)
    person = keeper(town, double, helps=True)
    merge_organisations(duplicate=double, into=kept, actor=office, reason="doppelt")
    point.refresh_from_db()
    offer.refresh_from_db()
    kept.refresh_from_db()
    assert (point.organisation_id, offer.provider_id, kept.phone) == (kept.pk, kept.pk, "0371 4880")
    assert names(kept) == [(person.pk, True)]
    found = successor_of(double.slug)
    assert found is not None
    assert found.pk == kept.pk
    with pytest.raises(Conflict):
        merge_organisations(duplicate=double, into=kept, actor=office, reason="doppelt")


def test_closing_ends_roles_hides_and_can_be_taken_back(town: Tenant) -> None:
    office, organisation = make_member(town, Role.COORDINATOR), make_organisation(town)
    person = keeper(town, organisation)
    with pytest.raises(NotAllowed):
        close_organisation(organisation=organisation, actor=person, reason="x")
    close_organisation(organisation=organisation, actor=office, reason="aufgelöst")
    assert (organisation.is_public, names(organisation)) == (False, [])
    with pytest.raises(Conflict):
        publish_organisation(organisation=organisation, actor=office, public=True)
    reopen_organisation(organisation=organisation, actor=office, reason="doch nicht")
    assert publish_organisation(organisation=organisation, actor=office, public=True)


def test_hand_over_and_invitations_end_with_the_role_of_who_began_them(town: Tenant) -> None:
    organisation, office = make_organisation(town), make_member(town)
    main, other = keeper(town, organisation), keeper(town, organisation)
    handover = ask(organisation, main)
    invite_keeper(organisation=organisation, actor=main, email="hilfe@example.org")
    held = Membership.objects.get(user=main)
    remove_keeper(organisation=organisation, membership=held, actor=office, reason="Ausgeschieden")
    forget(main)
    with pytest.raises(TransitionDenied, match=r"nicht mehr zuständig|no longer answers"):
        answer_by_link(token=link(handover), accept=True)
    assert names(organisation) == [(other.pk, False)]
    assert Invitation.objects.filter(revoked_at__isnull=True, email="hilfe@example.org").count() == 0
