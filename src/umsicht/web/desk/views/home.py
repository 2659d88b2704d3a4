"""The way in: choose a desk, and the first page of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from umsicht.core import clock
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import held_by
from umsicht.web.desk import panels
from umsicht.web.desk.waiting import gathering


@login_required
@require_GET
@never_cache
def switch(request: HttpRequest) -> HttpResponse:
    """Straight to the only desk; a choice for people with several; the account for those with none."""
    by_tenant: dict[Tenant, list[Membership]] = {}
    for membership in held_by(request.user):
        by_tenant.setdefault(membership.tenant, []).append(membership)
    if not by_tenant:
        return redirect("account_home")
    if len(by_tenant) == 1:
        return redirect("desk_home", tenant=next(iter(by_tenant)).slug)
    return render(request, "desk/switch.html", {"desks": by_tenant.items()})


@require_GET
@never_cache
def home(request: HttpRequest, tenant: str) -> HttpResponse:
    here: Tenant = request.tenant  # type: ignore[attr-defined]
    waiting = panels.waiting_for(request, here)
    context = {
        "today": clock.today(),
        "waiting": waiting[: panels.SHOWN],
        "waiting_count": gathering.count(request, here),
        "main_panels": panels.shown(request, here, "main"),
        "side_panels": panels.shown(request, here, "side"),
    }
    return render(request, "desk/home.html", context)
