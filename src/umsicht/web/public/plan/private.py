"""What all pages of plans have in common: they are for who has the address, and for nobody's cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from umsicht.core.errors import NotFound
from umsicht.ui.nav import Link
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Kept by no cache, found by no search engine. Towns without a portal have no plans."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        never_cache(request)
        if not frame.portal_of(request).tenant.is_active:
            raise NotFound
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def trail(portal: Portal, *more: Link) -> list[Link]:
    return [Link(_("Year plan"), portal.url("jahresplan")), *more]
