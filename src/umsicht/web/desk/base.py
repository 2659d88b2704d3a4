"""What the desk shows of itself: its own entries, what waits in the office, and the newest entries of the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.audit.queries.events import newest
from umsicht.core import clock
from umsicht.tenancy.domain import invitations
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries import memberships
from umsicht.tenancy.queries.memberships import held_by
from umsicht.ui.markup import day
from umsicht.web.desk import nav, panels

_STATE = frozenset({TenantKind.STATE.value})


def register() -> None:
    entries = [
        nav.Entry("home", "work", gettext_lazy("Today"), "desk_home", "tenancy.desk.enter", order=0),
        nav.Entry(
            "tenants",
            "office",
            gettext_lazy("Municipalities"),
            "desk_tenants",
            "tenancy.tenant.list",
            10,
            kinds=_STATE,
        ),
        nav.Entry(
            "groups", "office", gettext_lazy("Groups"), "desk_groups", "tenancy.tenant.list", 20, kinds=_STATE
        ),
        nav.Entry("members", "office", gettext_lazy("Members"), "desk_members", "tenancy.member.view", 30),
        nav.Entry(
            "settings", "office", gettext_lazy("Settings"), "desk_settings", "tenancy.settings.view", 80
        ),
        nav.Entry("log", "office", gettext_lazy("Log"), "desk_audit", "tenancy.audit.view", 90),
    ]
    for entry in entries:
        nav.register(entry)
    _register_waiting()
    _register_panels()


def _register_waiting() -> None:
    panels.register_waiting(
        panels.Waiting(
            "invitations",
            "tenancy.member.manage",
            label=gettext_lazy("Expired invitations"),
            figures=lambda request, tenant: panels.Figures(*memberships.expired_figures(tenant)),
            items=expired_invitations,
            actions=(
                panels.Action(
                    "resend", gettext_lazy("Invite again"), "tenancy.member.manage", resend_invitation
                ),
                panels.Action(
                    "revoke", gettext_lazy("Withdraw invitation"), "tenancy.member.manage", revoke_invitation
                ),
            ),
            order=80,
        )
    )
    panels.register_waiting(
        panels.Waiting(
            "settings",
            "tenancy.settings.change",
            label=gettext_lazy("To set up"),
            figures=lambda request, tenant: (
                panels.Figures(1, tenant.created_at) if _is_unset(tenant) else panels.Figures(0)
            ),
            items=unset_portal,
            order=90,
            kinds=frozenset({TenantKind.MUNICIPALITY.value}),
        )
    )


def _register_panels() -> None:
    panels.register(
        panels.Panel(
            "roles",
            gettext_lazy("Your roles"),
            "desk/panels/roles.html",
            "tenancy.desk.enter",
            roles,
            10,
            "side",
        )
    )
    panels.register(
        panels.Panel(
            "log",
            gettext_lazy("Newest entries of the log"),
            "desk/panels/log.html",
            "tenancy.audit.view",
            log,
            90,
        )
    )


def expired_invitations(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    url = reverse("desk_members", kwargs={"tenant": tenant.slug})
    return [
        panels.Item(
            subject=invitation.pk,
            title=_("Invitation expired"),
            url=url,
            since=invitation.expires_at,
            rest=f": {invitation.email}",
            meta=_("since %(day)s, as %(role)s")
            % {"day": day(clock.local(invitation.expires_at)), "role": invitation.get_role_display()},
        )
        for invitation in memberships.expired_invitations(tenant, most)
    ]


def resend_invitation(actor: Any, subject: int, reason: str) -> object:
    return invitations.resend(actor=actor, invitation=memberships.invitation_at_desk(subject))


def revoke_invitation(actor: Any, subject: int, reason: str) -> object:
    return invitations.revoke(actor=actor, invitation=memberships.invitation_at_desk(subject))


def _is_unset(tenant: Tenant) -> bool:
    """Whoever stands behind the portal has not been named."""
    return not tenant.portal_by


def unset_portal(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    if not _is_unset(tenant):
        return []
    return [
        panels.Item(
            subject=tenant.pk,
            title=_("Set up your portal"),
            url=reverse("desk_settings", kwargs={"tenant": tenant.slug}),
            since=tenant.created_at,
            meta=_("Name, colours, texts and the numbers for emergencies"),
            action=_("Begin"),
        )
    ]


def roles(request: HttpRequest, tenant: Tenant) -> dict[str, Any] | None:
    mine = [membership for membership in held_by(request.user) if membership.tenant_id == tenant.pk]
    return {"memberships": mine} if mine else None


def log(request: HttpRequest, tenant: Tenant) -> dict[str, Any] | None:
    return {"events": newest(6), "more": reverse("desk_audit", kwargs={"tenant": tenant.slug})}
