"""Addresses and breadcrumbs of the directory's pages at one desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from umsicht.directory.models import Organisation
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here


def url(request: HttpRequest, name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"tenant": here(request).slug, **kwargs})


def organisation_url(request: HttpRequest, pk: int) -> str:
    return url(request, "desk_organisation", organisation_id=pk)


def crumbs(request: HttpRequest, organisation: Organisation | None = None, last: str = "") -> list[Link]:
    """From the list (for a provider: its own page) down to the page; the last one is no link."""
    if request.user.has_perm("directory.organisation.list", here(request)):
        found = [Link(_("Organisations"), url(request, "desk_organisations"))]
    else:
        found = [Link(_("My organisation"), url(request, "desk_kept"))]
    if organisation is not None:
        found.append(Link(organisation.name, organisation_url(request, organisation.pk) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, organisation: Organisation) -> str:
    """The page on the portal; "" while it is hidden or the portal is closed."""
    if not organisation.is_public or not here(request).is_active:
        return ""
    return f"/{here(request).slug}/anbieter/{organisation.slug}"
