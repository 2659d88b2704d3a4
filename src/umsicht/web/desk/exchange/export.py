"""The full export of a municipality."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.exchange.domain.export import FORMATS, as_bytes
from umsicht.web.desk.answers import here


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.export", here(request))
    return render(request, "desk/exchange/export.html", {"formats": list(FORMATS)})


@require_POST
def file(request: HttpRequest, tenant: str, form: str) -> HttpResponse:
    """By POST, because it leaves a row in the log."""
    require(request.user, "exchange.export", here(request))
    if form not in FORMATS:
        raise Http404
    name = f"umsicht-{here(request).slug}-{clock.today().isoformat()}.{FORMATS[form]}"
    content = as_bytes(tenant=here(request), actor=request.user, form=form)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
