"""Request id, and the tenant of the address with its scope."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django_scopes import scope

from umsicht.core import context
from umsicht.core.errors import UmsichtError
from umsicht.tenancy.queries.tenants import by_slug
from umsicht.web import errors
from umsicht.web.desk import gate

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Gives each request an id (or keeps a well-formed one of the proxy) for logs, audit rows and error pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        value = given if re.fullmatch(r"[A-Za-z0-9-]{8,40}", given) else secrets.token_hex(8)
        token = context.request_id.set(value)
        try:
            response = self.get_response(request)
        finally:
            context.request_id.reset(token)
        response["X-Request-Id"] = value
        return response


def _for_state(view: Callable[..., HttpResponseBase]) -> bool:
    return getattr(view, "for_state_too", False)  # set by answers.for_state_too


class TenantMiddleware:
    """Opens the scope of the tenant named in the address (kwarg `municipality` or `tenant`) around the view.

    The state office is no municipality: its pages stand at the root, and /sachsen/… exists only where a view says so.
    The desk (`tenant`) is opened only to those who have a role there; see desk/gate.py.
    A view without such a kwarg runs with no scope: touching scoped records there raises, which is intended.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        slug = kwargs.get("municipality") or kwargs.get("tenant")
        if slug is None:
            return gate.bar(request, None) if f"{request.path_info}/".startswith("/desk/") else None
        pair = getattr(request, "portal_pair", None)
        known = pair.tenants[0] if pair else None
        tenant = known if known is not None and known.slug == slug else by_slug(slug)
        if tenant is None or ("municipality" in kwargs and tenant.is_state and not _for_state(view)):
            raise Http404
        request.tenant = tenant  # type: ignore[attr-defined]
        if "tenant" in kwargs:
            barred = gate.bar(request, tenant)
            if barred is not None:
                return barred
        with scope(tenant=tenant):
            try:
                response = view(request, *args, **kwargs)
            except UmsichtError as error:  # the view runs here, so no process_exception sees it
                return errors.from_error(request, error)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            return response


class ErrorMiddleware:
    """Turns expected errors of views outside a tenant's scope into pages and problem documents.

    Inside a scope TenantMiddleware does the same, because it calls the view itself. An empty "method not allowed" gets
    a page too: someone who reloads the target of a form must not look at a blank screen.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not getattr(response, "content", b""):
            page = errors.answer(request, 405)
            page["Allow"] = response.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return errors.from_error(request, exception) if isinstance(exception, UmsichtError) else None
