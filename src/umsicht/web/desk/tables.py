"""The tables of the desk's base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.audit.models import AuditEvent
from umsicht.core import clock, journal
from umsicht.tenancy.models import Membership, Tenant
from umsicht.ui.markup import tag, time_tag
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import here


def members_table(request: HttpRequest, memberships: Iterable[Membership], *, may_manage: bool) -> Table:
    slug, today = here(request).slug, clock.today()

    def name(membership: Membership) -> Any:
        if not may_manage:
            return str(membership.user)
        url = reverse("desk_member", kwargs={"tenant": slug, "membership_id": membership.pk})
        return format_html('<a href="{}">{}</a>', url, membership.user)

    def rows() -> Iterator[list[Any]]:
        for membership in memberships:
            until = tag(_("ended")) if membership.is_over_on(today) else membership.valid_to
            yield [
                name(membership),
                membership.user.email,
                membership.get_role_display(),
                membership.valid_from,
                until,
            ]

    columns = [
        Column(_("Name"), sort="name"),
        Column(_("E-mail address"), sort="adresse"),
        Column(_("Role"), sort="rolle"),
        Column(_("From"), sort="seit"),
        Column(_("Until"), sort="bis"),
    ]
    return Table(
        _("Members and their roles"),
        columns,
        rows(),
        caption_hidden=True,
        sorted_by=request.GET.get("sortierung", "name"),
        query=request.GET,
    )


def events_table(request: HttpRequest, events: Iterable[AuditEvent]) -> Table:
    slug = here(request).slug

    def rows() -> Iterator[list[Any]]:
        for event in events:
            local = clock.local(event.at)
            url = reverse("desk_audit_event", kwargs={"tenant": slug, "event_id": event.pk})
            yield [
                format_html('<a href="{}">{}</a>', url, time_tag(local, local.strftime("%d.%m.%Y %H:%M"))),
                event.actor_label,
                journal.label_of(event.action),
                event.object_label,
            ]

    columns = [Column(_("When")), Column(_("Who")), Column(_("What")), Column(_("Record"))]
    return Table(_("Entries of the log"), columns, rows(), caption_hidden=True)


def tenants_table(request: HttpRequest, tenants: Iterable[Tenant], coordinators: Counter[int]) -> Table:
    slug = here(request).slug

    def rows() -> Iterator[list[Any]]:
        for tenant in tenants:
            url = reverse("desk_tenant", kwargs={"tenant": slug, "slug": tenant.slug})
            yield [
                format_html('<a href="{}">{}</a>', url, tenant.name),
                tenant.parent.name if tenant.parent and not tenant.parent.is_state else None,
                tenant.population,
                coordinators[tenant.pk] or None,
                tag(_("takes part"), "good") if tenant.is_active else None,
            ]

    columns = [
        Column(_("Name")),
        Column(_("District")),
        Column(_("Population"), numeric=True),
        Column(_("Coordinators"), numeric=True),
        Column(_("State")),
    ]
    return Table(_("Municipalities, districts and groups"), columns, rows(), caption_hidden=True)
