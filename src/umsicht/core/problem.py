"""Problem documents (RFC 9457): how APIs and htmx requests are told what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

from umsicht.core import context
from umsicht.core.errors import TooMany, UmsichtError

MEDIA_TYPE = "application/problem+json"
RESERVED = frozenset({"type", "title", "status", "detail", "instance"})


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one parameter or field; `pointer` is a name or a JSON pointer."""

    pointer: str
    detail: str


@dataclass(frozen=True)
class Problem:
    """`title` names the kind of problem, `detail` this case, in words for people; `code` is stable for programs."""

    status: int
    code: str
    title: str
    detail: str = ""
    instance: str = ""
    errors: Sequence[FieldProblem] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 400 <= self.status <= 599:
            raise ValueError("A problem has a status between 400 and 599.")
        if RESERVED & self.extra.keys():
            raise ValueError("Extra members must not hide the standard ones.")

    def as_json(self) -> dict[str, Any]:
        """The document; empty members are left out. `type` stays about:blank, the kind is told by `code`."""
        members: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": self.instance,
            "code": self.code,
            "request_id": context.request_id.get(),
            "errors": [{"pointer": error.pointer, "detail": error.detail} for error in self.errors],
        }
        return {name: value for name, value in (members | dict(self.extra)).items() if value not in ("", [])}


def from_error(error: UmsichtError, *, instance: str = "") -> Problem:
    """The problem of an expected error; its message is German and safe to show."""
    return Problem(
        status=error.status,
        code=error.code,
        title=HTTPStatus(error.status).phrase,
        detail=error.message,
        instance=instance,
    )


def response(problem: Problem, *, headers: Mapping[str, str] | None = None) -> JsonResponse:
    """Never cached, so that a mended record is seen at once."""
    return JsonResponse(
        problem.as_json(),
        status=problem.status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def error_response(error: UmsichtError, *, instance: str = "") -> JsonResponse:
    """from_error() and response() in one; a rate limit tells when to come back."""
    headers = (
        {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) and error.retry_after else {}
    )
    return response(from_error(error, instance=instance), headers=headers)
