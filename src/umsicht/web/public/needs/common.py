"""What these pages share."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.core.errors import NotFound
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal


def portal_of(request: HttpRequest) -> Portal:
    """Raises NotFound on the alliance's own pages: these are about one town."""
    portal = frame.portal_of(request)
    if portal.is_alliance:
        raise NotFound
    return portal


def ways(portal: Portal, current: str) -> list[Link]:
    """The three pages, as links on each of them."""
    labels = {"umfragen": _("Surveys"), "bedarf": _("Need"), "profil": _("Profile")}
    return [
        Link(label, portal.url(f"lage/{word}"), current=word == current) for word, label in labels.items()
    ]
