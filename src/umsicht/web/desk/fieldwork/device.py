"""What the scripts on a telephone send, and the answers they can read: taken (also if it had been taken before), or why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse

from umsicht.core.errors import UmsichtError


def asks(request: HttpRequest) -> bool:
    """Not a browser that shows the answer as a page."""
    wanted = request.headers.get("Accept", "")
    return request.method == "POST" and wanted.startswith("application/json")


def taken(form: forms.Form, write: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Write what a valid form holds; the answer is what `write` says of it."""
    if not form.is_valid():
        return JsonResponse(
            {"errors": [str(text) for texts in form.errors.values() for text in texts]}, status=400
        )
    try:
        return JsonResponse(write())
    except UmsichtError as error:
        return JsonResponse({"errors": [str(error.message)]}, status=error.status)
