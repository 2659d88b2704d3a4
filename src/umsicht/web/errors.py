"""Error pages and problem documents: what went wrong, in German, with a way back and the request id.

The pages need no database, no session and no context processor, so they stand when little else does.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from umsicht.core import problem
from umsicht.core.context import request_id
from umsicht.core.errors import UmsichtError
from umsicht.ui.helplines import HELPLINES

logger = logging.getLogger("umsicht.errors")


@dataclass(frozen=True)
class Kind:
    """What is said for a status: machine word, heading, explanation."""

    code: str
    title: Any
    text: Any


KINDS: dict[int, Kind] = {
    400: Kind(
        "bad_input",
        gettext_lazy("This request can't be read"),
        gettext_lazy("The address or the form holds something we can't work with. Nothing was changed."),
    ),
    403: Kind(
        "not_allowed",
        gettext_lazy("You are not allowed to do this"),
        gettext_lazy(
            "Your role does not cover this page. If you need it for your work, ask the office you belong to."
        ),
    ),
    404: Kind(
        "not_found",
        gettext_lazy("This page does not exist"),
        gettext_lazy(
            "The address may be mistyped, or the page is no longer public. The search often leads further."
        ),
    ),
    405: Kind(
        "wrong_method",
        gettext_lazy("This does not work here"),
        gettext_lazy("The address exists but can't be called in this way."),
    ),
    409: Kind(
        "conflict",
        gettext_lazy("Someone was faster"),
        gettext_lazy(
            "The entry was changed meanwhile. Please go back, look at it again and repeat your step."
        ),
    ),
    429: Kind(
        "too_many",
        gettext_lazy("That was a lot at once"),
        gettext_lazy(
            "To protect everyone, we limit how often something may be called. Please try again in a few minutes."
        ),
    ),
    500: Kind(
        "failure",
        gettext_lazy("Something went wrong on our side"),
        gettext_lazy(
            "We have recorded the fault. Your entry was not saved; please try again in a few minutes."
        ),
    ),
}
CSRF = Kind(
    "csrf",
    gettext_lazy("The form has expired"),
    gettext_lazy(
        "For your safety we only take forms that were opened here a short while ago with cookies allowed. "
        "Please go back, reload the page and send it once more."
    ),
)


def wants_problem(request: HttpRequest) -> bool:
    """Programs get problem documents: everything under /api/, and whoever asks for JSON and not for HTML."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accept and "text/html" not in accept)


def _ways_back(path: str, tenant: Any) -> dict[str, Any]:
    """Where the page may lead: the desk it came from, the municipality's portal, or the alliance's."""
    portal = f"/{tenant.slug}" if tenant is not None and not tenant.is_state else ""
    at_desk = tenant is not None and path.startswith("/desk/")
    back = f"/desk/{tenant.slug}" if at_desk else portal or "/"
    return {
        "home_url": portal or "/",
        "back_url": back,
        "at_desk": at_desk,
        "search_url": f"{portal}/angebote",
    }


def _page(request: HttpRequest, template: str, facts: dict[str, Any]) -> str:
    tenant = getattr(request, "tenant", None)
    common = {
        "tenant": tenant,
        "is_demo": settings.DEMO,
        "helplines": HELPLINES,
        "request_id": request_id.get(),
    }
    return render_to_string(template, {**common, **facts, **_ways_back(request.path, tenant)})


def answer(
    request: HttpRequest, status: int, *, message: str = "", kind: Kind | None = None, template: str = ""
) -> HttpResponse:
    """The page or problem document for a status. `message` is shown as it is, so it must be meant for people."""
    kind = kind or KINDS.get(status, KINDS[400])
    if wants_problem(request):
        return problem.response(
            problem.Problem(status, code=kind.code, title=str(kind.title), detail=message or str(kind.text))
        )
    template = template or f"errors/{status if status in {400, 403, 404, 429, 500} else 'other'}.html"
    page = _page(request, template, {"status": status, "kind": kind, "message": message})
    return HttpResponse(page, status=status)


def from_error(request: HttpRequest, error: UmsichtError) -> HttpResponse:
    """What a domain error looks like from outside; its own code goes to programs, its message to everyone."""
    if wants_problem(request):
        return problem.error_response(error, instance=request.path)
    return answer(request, error.status, message=error.message)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    return answer(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Never raises: if even the template fails, a bare page remains."""
    try:
        return answer(request, 500)
    except Exception:
        logger.exception("The error page failed too")
        with override("de"):
            title, text = escape(_("Something went wrong on our side")), escape(KINDS[500].text)
        number = escape(request_id.get())
        return HttpResponse(
            f'<!DOCTYPE html><html lang="de"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>'
            f"<p>{text}</p><p>{number}</p><p>110 · 112</p></html>",
            status=500,
        )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403, kind=CSRF, template="errors/csrf.html")
