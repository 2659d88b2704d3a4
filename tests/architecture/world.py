"""One small world for the permission matrix: a municipality with a person in each role, a second one, the state office."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.test import Client
from django_scopes import scope

from tests.architecture import areas
from tests.architecture.persons import ROLES, World
from tests.factories.accounts import make_person
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.notify import make_inbox_message, make_mail
from tests.factories.offers import make_offer, make_session
from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.factories.vocabulary import load_curated, make_term
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.core import clock, heartbeat
from umsicht.offers.enums import ReportField
from umsicht.offers.models.report import FieldReport
from umsicht.search import writer
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Membership, Tenant


def _sign_in(user: User) -> str:
    """The key of a new session; signing in anew for each of two thousand requests would take minutes."""
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def build() -> World:
    state, own, other = (
        make_state(),
        make_tenant(slug="musterstadt", accent="#0b5058", accent_deep="#083d44"),
        make_tenant(slug="nachbarstadt"),
    )
    people = {role: make_member(own, role) for role in ROLES}
    load_curated()
    heartbeat.beat()
    people |= {
        "stranger": make_person(),
        "foreign": make_member(other, Role.COORDINATOR),
        "state": make_member(state, Role.COORDINATOR),
        "operator": make_person(is_operator=True),
    }
    ids, sessions = _records(own, people), {name: _sign_in(user) for name, user in people.items()}
    world = World(own=own, other=other, state=state, people=people, ids=ids, sessions=sessions)
    writer.rebuild(progress=lambda *_: None)
    return world


def _records(own: Tenant, people: dict[str, User]) -> dict[str, Any]:
    """Ids of one record of each kind that addresses ask for, all in the own municipality."""
    group = make_tenant(kind=TenantKind.GROUP, key="", slug="verbund")
    with scope(tenant=own):
        event = AuditEvent.objects.create(tenant=own, action="tests.thing.do", actor=people["coordinator"])
        invitation, token = invite(
            actor=people["coordinator"], tenant=own, email="neu@example.org", role=Role.EDITOR
        )
        make_term(own, "topic", "ortsthema")
        make_term(own, "topic", "altes-thema", valid_to=dt.date(2026, 1, 31))
        point = make_contact_point(make_organisation(tenant=own))
        offer = make_offer(point.organisation, contact_point=point)
        make_session(offer, dt.datetime(2026, 12, 1, 18, 0, tzinfo=dt.UTC))
        report = FieldReport.objects.create(
            tenant=own, offer=offer, field=ReportField.CONTACT, text="Neue Nummer", created_at=clock.now()
        )
        return areas.records(
            own,
            people,
            {
                "report_id": report.pk,
                "slug": offer.slug,
                "offer_id": offer.pk,
                "provider": offer.provider.slug,
                "mail_id": make_mail(own).pk,
                "message_id": make_inbox_message(people["coordinator"], own).pk,
                "membership_id": Membership.objects.get(user=people["member"]).pk,
                "event_id": event.pk,
                "invitation_id": invitation.pk,
                "token": token,
                "group": group.slug,
            },
        )
