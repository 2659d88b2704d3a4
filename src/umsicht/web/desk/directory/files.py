"""Downloads of the directory beside CSV."""

from __future__ import annotations

from django.http import HttpResponse

from umsicht.core import clock
from umsicht.tenancy.models import Tenant

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_file(content: bytes, what: str, tenant: Tenant) -> HttpResponse:
    """Named by what, whose and when, never kept by a cache."""
    response = HttpResponse(content, content_type=XLSX)
    name = f"{what}-{tenant.slug}-{clock.today().isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
