"""Errors as the standard's error object (chapter 2.9), with German text."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from umsicht.api.oparl.kinds import NAMESPACE
from umsicht.core.errors import UmsichtError


def install(api: NinjaAPI) -> None:
    """Register the handlers; parameters that do not fit answer 400 and name the parameter."""

    @api.exception_handler(UmsichtError)
    def expected(request: HttpRequest, error: UmsichtError) -> HttpResponse:
        return _fault(error.status, error.message, error.code)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return _fault(404, "Diese Adresse gibt es hier nicht.", "not_found")

    @api.exception_handler(ValidationError)
    def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
        names = ", ".join(sorted({f"„{_name(row)}“" for row in error.errors}))
        detail = "; ".join(f"{_name(row)}: {row['msg']}" for row in error.errors)
        return _fault(400, f"Die Anfrage passt nicht. Bitte prüfen Sie {names}.", detail)


def _fault(status: int, message: str, debug: str) -> HttpResponse:
    body = {"type": NAMESPACE + "Error", "message": message, "debug": debug or HTTPStatus(status).phrase}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def _name(row: dict[str, Any]) -> str:
    return next((str(part) for part in row["loc"] if part not in {"query", "path", "parameters"}), "?")
