"""Errors of the API as problem documents (RFC 9457) with German text."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from umsicht.core import problem
from umsicht.core.errors import NotFound, UmsichtError


def install(api: NinjaAPI) -> None:
    """Register the handlers; parameters that do not fit answer 400 and name the parameter."""

    @api.exception_handler(UmsichtError)
    def expected(request: HttpRequest, error: UmsichtError) -> HttpResponse:
        return problem.response(problem.from_error(error, instance=request.path))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem.response(
            problem.from_error(NotFound("Diese Adresse gibt es hier nicht."), instance=request.path)
        )

    @api.exception_handler(ValidationError)
    def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = [
            problem.FieldProblem(_name(row), f"Der Wert ist nicht zulässig ({row['msg']}).")
            for row in error.errors
        ]
        names = ", ".join(sorted({f"„{row.pointer}“" for row in found}))
        return problem.response(
            problem.Problem(
                400, "bad_input", "Die Anfrage passt nicht", f"Bitte prüfen Sie {names}.", errors=found
            )
        )


def _name(row: dict[str, Any]) -> str:
    """The parameter's own name: the error's path also holds where it was and which type was tried."""
    return next((str(part) for part in row["loc"] if part not in {"query", "path", "parameters"}), "?")
