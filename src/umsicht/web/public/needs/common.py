"""What these pages share."""

from __future__ import annotations

from django.http import HttpRequest

from umsicht.core.errors import NotFound
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal


def portal_of(request: HttpRequest) -> Portal:
    """Raises NotFound on the alliance's own pages: these are about one town."""
    portal = frame.portal_of(request)
    if portal.is_alliance:
        raise NotFound
    return portal
