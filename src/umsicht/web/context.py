"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from umsicht.web.account.frame import frame as account_frame
from umsicht.web.desk.frame import frame as desk_frame

# First part of the address → what the pages there need around them. Values a view gives itself win.
_FRAMES = {"desk": desk_frame, "konto": account_frame}


def site(request: HttpRequest) -> dict[str, Any]:
    frame = _FRAMES.get(request.path_info.lstrip("/").split("/", 1)[0])
    return {
        **(frame(request) if frame is not None and hasattr(request, "user") else {}),
        "tenant": getattr(request, "tenant", None),
        "is_demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }
