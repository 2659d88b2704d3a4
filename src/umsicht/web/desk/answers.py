"""What the desk's views answer again and again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from umsicht.core import clock
from umsicht.tenancy.models import Tenant
from umsicht.web.answers import form_status, posted

__all__ = ["back", "csv_file", "form_status", "here", "opened_at", "posted"]


def here(request: HttpRequest) -> Tenant:
    """The tenant of this desk; TenantMiddleware put it there."""
    tenant: Tenant = request.tenant  # type: ignore[attr-defined]
    return tenant


def opened_at(request: HttpRequest) -> dt.datetime | None:
    """When the page was made that this form stands on (`opened_now`); None when it does not say so."""
    try:
        found = dt.datetime.fromisoformat(request.POST.get("gesehen", "")[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def back(request: HttpRequest, url_name: str, **kwargs: Any) -> HttpResponse:
    """After a write: to a page of the same desk."""
    return redirect(url_name, tenant=here(request).slug, **kwargs)


def csv_file(content: bytes, what: str, tenant: Tenant) -> HttpResponse:
    """A download named by what, whose and when, never kept by a cache."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"{what}-{tenant.slug}-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
