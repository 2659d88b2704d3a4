"""What the pages under /konto/ need around them; added to every template there by web.context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from umsicht.web.account import nav


def frame(request: HttpRequest) -> dict[str, Any]:
    """Lazy, because most of these pages are asked for by people who are not signed in yet."""
    if not request.user.is_authenticated:
        return {"office_sign_in": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}
    return {
        "nav": SimpleLazyObject(lambda: nav.links(request)),
        "desk_url": reverse("desk_switch"),
        "account_url": reverse("account_home"),
        "role_label": str(request.user),
    }
