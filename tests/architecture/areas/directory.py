from __future__ import annotations

import datetime as dt
from typing import Any

from tests.architecture.persons import World
from tests.architecture.rows import Kwargs, Row, desk, everyone, from_ids, portal
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_programme
from tests.factories.tenancy import make_member
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.directory.domain.handovers import PURPOSE as TAKEOVER
from umsicht.directory.domain.handovers import propose_handover
from umsicht.directory.domain.keepers import invite_keeper
from umsicht.directory.domain.registrations import PURPOSE as REGISTER
from umsicht.directory.enums import HandOverKind
from umsicht.directory.models import Registration
from umsicht.notify.domain import links
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant

OFFICE = "coordinator editor"
WORKS = "coordinator editor member reviewer moderator finance adviser auditor state"
_ONE = from_ids("organisation_id")
_POINT = from_ids("organisation_id", "point_id")
_REGISTRATION = from_ids("registration_id")


def _named(**names: str) -> Kwargs:
    """Arguments of an address by the names that their ids have in the world."""

    def kwargs(world: World) -> dict[str, Any]:
        return {argument: world.ids[name] for argument, name in names.items()}

    return kwargs


def _link(name: str) -> Kwargs:
    return lambda world: {"municipality": world.own.slug, "token": world.ids[name]}


ROWS: list[Row] = [
    desk("desk_organisations", WORKS),
    desk("desk_organisations_csv", WORKS),
    desk("desk_organisations_xlsx", WORKS),
    desk("desk_organisations_bulk", OFFICE, 400, method="post"),
    desk("desk_organisation_new", OFFICE),
    desk("desk_organisation", WORKS, kwargs=_ONE),
    desk("desk_organisation_edit", OFFICE, kwargs=_ONE),
    desk("desk_organisation_confirm", "coordinator", 302, method="post", kwargs=_ONE),
    desk("desk_organisation_show", OFFICE, 302, method="post", kwargs=_ONE),
    desk("desk_organisation_hide", OFFICE, kwargs=_ONE),
    desk("desk_organisation_close", OFFICE, kwargs=_ONE),
    desk("desk_organisation_reopen", OFFICE, kwargs=_ONE),
    desk("desk_organisation_merge", OFFICE, kwargs=_ONE),
    desk("desk_point_new", OFFICE, kwargs=_ONE),
    desk("desk_point_edit", OFFICE, kwargs=_POINT),
    desk("desk_point_remove", OFFICE, kwargs=_POINT),
    desk("desk_keeper_invite", "coordinator", kwargs=_ONE),
    desk(
        "desk_keeper_uninvite",
        "coordinator",
        302,
        method="post",
        kwargs=_named(organisation_id="organisation_id", invitation_id="provider_invitation"),
    ),
    desk(
        "desk_keeper_remove",
        "coordinator",
        kwargs=_named(organisation_id="organisation_id", membership_id="keeper_id"),
    ),
    desk("desk_handover_new", "coordinator", kwargs=_ONE),
    desk("desk_handover_withdraw", "coordinator", 302, method="post", kwargs=_ONE),
    desk("desk_registrations", OFFICE),
    desk("desk_registrations_csv", OFFICE),
    desk("desk_registration", OFFICE, kwargs=_REGISTRATION),
    desk("desk_registration_admit", OFFICE, 409, method="post", kwargs=_REGISTRATION),
    desk("desk_registration_refuse", OFFICE, 400, method="post", kwargs=_REGISTRATION),
    desk("desk_registration_reopen", OFFICE, 400, method="post", kwargs=_REGISTRATION),
    desk("desk_handovers", OFFICE),
    desk("desk_handover", OFFICE, kwargs=from_ids("handover_id")),
    desk("desk_handover_answer", OFFICE, 400, method="post", kwargs=from_ids("handover_id")),
    desk("desk_kept", ""),
    desk("desk_settings_logo", "coordinator editor adviser state"),
    desk("desk_programmes", WORKS),
    desk("desk_programmes_csv", WORKS),
    desk("desk_programme_new", ""),
    desk("desk_programme", WORKS, kwargs=_named(slug="programme_slug")),
    desk("desk_programme_edit", "", kwargs=_named(slug="programme_slug")),
    everyone("public:register", kwargs=portal()),
    everyone("public:register_thanks", kwargs=portal()),
    everyone("public:register_confirm", kwargs=_link("register_token")),
    everyone("public:takeover", kwargs=_link("takeover_token")),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    organisation = make_organisation(tenant=own)
    keeper = make_member(own, Role.PROVIDER, organisation_id=organisation.pk)
    invitation, _token = invite_keeper(
        organisation=organisation, actor=people["coordinator"], email="hilfe@example.org"
    )
    registration = Registration.objects.create(
        tenant=own, name="Verein Neu", sector="vereine", email="neu@example.org", created_at=clock.now()
    )
    handover = propose_handover(
        organisation=organisation,
        actor=people["coordinator"],
        kind=HandOverKind.PERSON,
        to_email="nachfolge@example.org",
    )
    month = dt.timedelta(days=30)
    return {
        "organisation_id": organisation.pk,
        "point_id": make_contact_point(organisation).pk,
        "keeper_id": Membership.objects.get(user=keeper).pk,
        "provider_invitation": invitation.pk,
        "registration_id": registration.pk,
        "handover_id": handover.pk,
        "programme_slug": make_programme().slug,
        "register_token": links.issue(purpose=REGISTER, tenant=own, subject=registration.pk, lifetime=month),
        "takeover_token": links.issue(purpose=TAKEOVER, tenant=own, subject=handover.pk, lifetime=month),
    }
