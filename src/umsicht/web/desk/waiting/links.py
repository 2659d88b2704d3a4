"""Web addresses that lead nowhere or elsewhere: where they stand, mending, leaving alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.upkeep.domain import link_check
from umsicht.upkeep.enums import LinkFinding
from umsicht.upkeep.interfaces.links import IgnoreForm, LinkFilterForm, answer_of, link_columns, link_rows
from umsicht.upkeep.models import CheckedLink, LinkPlace
from umsicht.upkeep.queries import links as queries
from umsicht.web.desk import panels
from umsicht.web.desk.answers import back, csv_file, here

PAGE = 50
_TAGS = {
    LinkFinding.BROKEN: "bad",
    LinkFinding.FAILING: "warn",
    LinkFinding.MOVED: "open",
    LinkFinding.FINE: "good",
}
_PAGES = {
    "directory.Organisation": ("desk_organisation", "organisation_id"),
    "offers.Offer": ("desk_offer", "offer_id"),
    "offers.Programme": ("desk_programme", "programme_id"),
}
"""Where a record is changed: address and its argument. Contact points are reached through the list of organisations."""


def record_url(tenant: Tenant, place: LinkPlace) -> str:
    """The page at the desk where the address can be mended; empty while there is none."""
    kwargs: dict[str, Any] = {"tenant": tenant.slug}
    if place.record == "tenancy.Tenant":
        return reverse("desk_settings_texts", kwargs=kwargs)
    name, argument = _PAGES.get(place.record, ("desk_organisations", ""))
    try:
        return reverse(name, kwargs=kwargs | ({argument: place.record_id} if argument else {}))
    except NoReverseMatch:
        return ""


def _found(request: HttpRequest) -> tuple[LinkFilterForm, Any]:
    form = LinkFilterForm(request.GET)
    return form, queries.links(**form.chosen(), sort=request.GET.get("sortierung", ""))


@require_safe
@never_cache
def links(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "upkeep.link.view", here(request))
    form, found = _found(request)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "query": request.GET.urlencode(),
        "latest": queries.latest_check(),
        "filtered": bool(form.chosen()["text"] or request.GET.get("stand")),
    }
    return render(request, "desk/waiting/links.html", context)


def _table(request: HttpRequest, found: Iterable[CheckedLink]) -> Table:
    tenant = here(request)

    def rows() -> Iterator[list[Any]]:
        for link in found:
            url = reverse("desk_link", kwargs={"tenant": tenant.slug, "link_id": link.pk})
            yield [
                format_html('<a href="{}">{}</a>', url, _short(link.url)),
                tag(link.get_finding_display(), _TAGS.get(LinkFinding(link.finding), "")),
                answer_of(link),
                link.failing_since,
                _places(tenant, link),
                clock.local(link.checked_at).date() if link.checked_at else None,
            ]

    columns = [
        Column(_("Address"), sort="url"),
        Column(_("State")),
        Column(_("Answer")),
        Column(_("Since"), sort="seit"),
        Column(_("Stands in")),
        Column(_("Checked"), sort="geprueft"),
    ]
    return Table(
        _("Web addresses"),
        columns,
        rows(),
        sorted_by=request.GET.get("sortierung", ""),
        query=request.GET,
        caption_hidden=True,
    )


def _short(url: str) -> str:
    bare = url.partition("://")[2].rstrip("/")
    return bare if len(bare) <= 60 else f"{bare[:59]}…"


def _places(tenant: Tenant, link: CheckedLink) -> SafeString:
    def shown() -> Iterator[tuple[SafeString]]:
        for place in list(link.places.all())[:3]:
            url = record_url(tenant, place)
            yield (format_html('<a href="{}">{}</a>', url, place) if url else format_html("{}", place),)

    return format_html_join(SafeString("<br>"), "{}", shown())


@require_safe
@never_cache
def link(request: HttpRequest, tenant: str, link_id: int) -> HttpResponse:
    require(request.user, "upkeep.link.view", here(request))
    return _page(request, queries.link_at_desk(link_id), IgnoreForm())


def _page(request: HttpRequest, found: CheckedLink, form: IgnoreForm, status: int = 200) -> HttpResponse:
    context = {
        "link": found,
        "finding": tag(found.get_finding_display(), _TAGS.get(LinkFinding(found.finding), "")),
        "answer": answer_of(found),
        "places": [(place, record_url(here(request), place)) for place in found.places.all()],
        "form": form,
        "may_handle": request.user.has_perm("upkeep.link.handle", here(request)),
        "crumbs": [
            Link(_("Web addresses"), reverse("desk_links", kwargs={"tenant": here(request).slug})),
            Link(_short(found.url), ""),
        ],
    }
    return render(request, "desk/waiting/link.html", context, status=status)


@require_POST
def ignore(request: HttpRequest, tenant: str, link_id: int) -> HttpResponse:
    require(request.user, "upkeep.link.handle", here(request))
    found, form = queries.link_at_desk(link_id), IgnoreForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 400)
    link_check.ignore(actor=request.user, link=found, reason=form.cleaned_data["grund"])
    messages.success(request, _("The address is left alone from now on."))
    return back(request, "desk_links")


@require_POST
def watch(request: HttpRequest, tenant: str, link_id: int) -> HttpResponse:
    link_check.watch_again(actor=request.user, link=queries.link_at_desk(link_id))
    messages.success(request, _("The address is looked at again the coming night."))
    return back(request, "desk_link", link_id=link_id)


@require_safe
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "upkeep.link.view", here(request))
    _form, found = _found(request)
    return csv_file(csvsafe.write(link_columns(), link_rows(found[:5000])), _("web-addresses"), here(request))


# ---- as a kind of waiting work ---------------------------------------------------------------------------


def items(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=found.pk,
            title=_("Address leads nowhere"),
            url=reverse("desk_link", kwargs={"tenant": tenant.slug, "link_id": found.pk}),
            since=queries.moment(found.failing_since),
            rest=f": {_short(found.url)}",
            meta=", ".join(str(place) for place in list(found.places.all())[:2]),
        )
        for found in queries.broken_links(most)
    ]


def leave_alone(actor: Any, subject: int, reason: str) -> object:
    return link_check.ignore(actor=actor, link=queries.link_at_desk(subject), reason=reason)
