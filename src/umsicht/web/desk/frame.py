"""What the pages of a desk need around them; added to every template there by web.context."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from umsicht.core.text import listing
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.memberships import held_by
from umsicht.web.desk import nav


def frame(request: HttpRequest) -> dict[str, Any]:
    """For /desk itself and the desk of a tenant; nothing for visitors and outside a desk."""
    if not request.user.is_authenticated:
        return {}
    context: dict[str, Any] = {
        "account_url": reverse("account_home"),
        "role_label": str(request.user),
        "desk_url": reverse("desk_switch"),
    }
    tenant: Tenant | None = getattr(request, "tenant", None)
    if tenant is None:
        return context
    context |= {
        "nav": SimpleLazyObject(lambda: nav.groups(request, tenant)),
        "desk_url": reverse("desk_home", kwargs={"tenant": tenant.slug}),
        "role_label": role_label(request, tenant),
    }
    if tenant.is_state or tenant.is_active:
        context["public_url"] = "/" if tenant.is_state else f"/{tenant.slug}"
    if len({membership.tenant_id for membership in held_by(request.user)} | {tenant.pk}) > 1:
        context["switch_url"] = reverse("desk_switch")
    return context


def role_label(request: HttpRequest, tenant: Tenant) -> str:
    """As what the person is here: her roles in this tenant, else her name (she looks in from above)."""
    roles = [m.get_role_display() for m in held_by(request.user) if m.tenant_id == tenant.pk]
    return listing([str(role) for role in dict.fromkeys(roles)]) or str(request.user)
