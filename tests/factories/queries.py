"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http.response import HttpResponseBase
from django.test.utils import CaptureQueriesContext


def queries_of(ask: Callable[[], HttpResponseBase]) -> int:
    """How many queries a page costs; it must be a page (200)."""
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    assert response.status_code == 200
    return len(captured)
