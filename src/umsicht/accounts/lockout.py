"""What the lock-out (django-axes) counts by: the address typed in, in small letters, and the visitor's IP address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest

UNKNOWN_IP = "0.0.0.0"  # noqa: S104 - stands for "no address known", nothing is bound to it


def login_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """allauth hands the address over as `email`; its form field is called `login`."""
    given = credentials or {}
    value = (
        given.get("email") or given.get("username") or given.get("login") or request.POST.get("login") or ""
    )
    return str(value).strip().lower()[:254]


def client_ip(request: HttpRequest) -> str:
    """The visitor's address; behind a trusted proxy (TRUST_PROXY) the one the proxy reports."""
    return get_client_ip(request) or UNKNOWN_IP
