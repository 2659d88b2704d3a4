from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core.access import require
from umsicht.core.errors import NotAllowed
from umsicht.web.ops import catalogue
from umsicht.web.ops import health as health_checks
from umsicht.web.ops import metrics as figures
from umsicht.web.ops import rules as _rules  # noqa: F401 - the permissions asked below


@require_safe
@login_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, with the markup that makes it."""
    require(request.user, "ops.components.view", None)
    return render(request, "ops/components.html", catalogue.page(request))


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when every part is well, else 503. Open to all: a load balancer can't sign in."""
    checks = health_checks.run()
    well = all(word == health_checks.OK for word in checks.values())
    return JsonResponse(
        {"status": "ok" if well else "failing", "checks": checks}, status=200 if well else 503
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not (figures.has_token(request) or figures.is_local(request) or _may_see_metrics(request)):
        raise NotAllowed
    return HttpResponse(figures.page(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_see_metrics(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_perm("ops.metrics.view")
