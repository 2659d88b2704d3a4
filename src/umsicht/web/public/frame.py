"""What stands around every public page: menu, tools, footer, helplines, canonical address.

A portal's frame changes only with its content version, so it is built once per process, tenant and language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umsicht.core import clock, markdown
from umsicht.files.domain.logos import logo_url
from umsicht.tenancy.enums import TenantKind, TextKey, TextLanguage
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.tenancy.queries.texts import helplines, own_text
from umsicht.ui.nav import Group, Link

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_KEEP = 256


@dataclass(frozen=True)
class Portal:
    """Whose pages these are. `tenant` is the municipality, or the state office for the alliance's own pages."""

    tenant: Tenant
    base: str  # "" for the alliance, else "/chemnitz"

    @property
    def is_alliance(self) -> bool:
        return not self.base

    @property
    def name(self) -> str:
        return _("Prevention in Saxony") if self.is_alliance else self.tenant.title

    @property
    def place(self) -> str:
        return _("Saxony") if self.is_alliance else self.tenant.name

    def url(self, path: str = "") -> str:
        """An address below this portal: url("termine") → "/chemnitz/termine"; url() is its home."""
        return f"{self.base}/{path}" if path else self.base or "/"


def portal_of(request: HttpRequest) -> Portal:
    """The portal of a request: the tenant of the address, else the alliance's. At most one query."""
    tenant: Tenant | None = getattr(request, "tenant", None)
    if tenant is not None and not tenant.is_state:
        return Portal(tenant, f"/{tenant.slug}")
    pair = getattr(request, "portal_pair", None)
    return Portal(tenant or (pair.tenants[1] if pair else state_office()), "")


def state_of(request: HttpRequest) -> Tenant:
    """The state office; known already on every page that the page cache looked at."""
    pair = getattr(request, "portal_pair", None)
    return pair.tenants[1] if pair else state_office()


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


@dataclass(frozen=True)
class _Frame:
    """`drawn` holds header, helplines and footer as HTML: they are the same on every page of a portal."""

    menu: tuple[tuple[str, Link], ...]
    tools: tuple[Link, ...]
    footer: Mapping[str, Any]
    helplines: tuple[Any, ...]
    drawn: dict[str, SafeString] = field(default_factory=dict)


_frames: dict[tuple[int, str], tuple[tuple[int, dt.date], _Frame]] = {}
"""With content version and day: the address of a logo lives a month, so a frame must not outlive it."""


def _frame(portal: Portal) -> _Frame:
    key = (portal.tenant.pk, get_language() or "de")
    held, stamp = _frames.get(key), (portal.tenant.content_version, clock.today())
    if held is not None and held[0] == stamp:
        return held[1]
    made = _Frame(_menu(portal), _tools(portal), _footer(portal), helplines(portal.tenant))
    if len(_frames) >= _KEEP:
        _frames.clear()
    _frames[key] = (stamp, made)
    return made


def forget() -> None:
    """Between tests, where primary keys and versions start again."""
    _frames.clear()


def _menu(portal: Portal) -> tuple[tuple[str, Link], ...]:
    entries = [
        ("offers", _("Offers"), "angebote"),
        ("topics", _("Topics"), "themen"),
        ("dates", _("Dates"), "termine"),
    ]
    if portal.is_alliance:
        entries.append(("municipalities", _("Towns"), "kommunen"))
    else:
        entries.append(("providers", _("Providers"), "anbieter"))
        entries.append(("council", _("Prevention council"), "praeventionsrat"))
        if portal.tenant.is_active:
            entries.append(("measures", _("Measures"), "massnahmen"))
            entries.append(("reports", _("Reports"), "berichte"))
    entries.append(("situation", _("Situation"), "lage"))
    entries.append(("help", _("Help at once"), "hilfe"))
    return tuple((key, Link(label, portal.url(path))) for key, label, path in entries)


def _tools(portal: Portal) -> tuple[Link, ...]:
    return (
        Link(_("Easy German"), portal.url("leichte-sprache")),
        Link(_("Sign language"), portal.url("gebaerdensprache")),
        Link("English", portal.url("en"), lang="en"),
        Link(_("Sign in"), reverse("account_login")),
    )


def publisher_of(portal: Portal) -> Tenant:
    """Who answers for the pages: the town's office, or the state's where the town does not take part."""
    return portal.tenant if portal.is_alliance or portal.tenant.is_active else state_office()


def office_of(portal: Portal) -> str:
    """The publisher's name."""
    tenant = publisher_of(portal)
    return tenant.portal_by or tenant.official_name or tenant.name


def contact_of(portal: Portal, language: str = TextLanguage.GERMAN) -> str:
    """The publisher's own contact text (Markdown), or "" when it has not written one."""
    own = own_text(publisher_of(portal), TextKey.CONTACT, language)
    return own.text if own else ""


def about_of(portal: Portal) -> SafeString | str:
    """What the office says of its council, as HTML, or ""."""
    own = own_text(portal.tenant, TextKey.ABOUT, get_language() or TextLanguage.GERMAN)
    return markdown.html(own.text, trusted=True) if own else ""


def _freshness(portal: Portal) -> list[Link]:
    """Only where there is something to count."""
    counts = portal.tenant.kind == TenantKind.MUNICIPALITY and portal.tenant.is_active
    return [Link(_("How current these pages are"), portal.url("aktualitaet"))] if counts else []


def _plans(portal: Portal) -> list[Link]:
    """Plans belong to towns that take part."""
    has = portal.is_alliance or portal.tenant.is_active
    return [Link(_("Year plan for schools and groups"), portal.url("jahresplan"))] if has else []


def _footer(portal: Portal) -> dict[str, Any]:
    lines = markdown.plain(contact_of(portal)).splitlines()
    email = next((found.group() for line in lines if (found := _EMAIL.search(line))), "")
    service = [
        Link(_("Compare and keep offers"), portal.url("merkliste")),
        *_plans(portal),
        Link(_("Three questions that lead to help"), portal.url("wobei")),
        Link(_("Open data and interfaces"), portal.url("offene-daten")),
    ]
    service.append(
        Link(_("Find your town"), "/kommunen")
        if portal.is_alliance
        else Link(_("All institutions"), portal.url("einrichtungen"))
    )
    if not portal.is_alliance and portal.tenant.is_active:
        service.append(Link(_("Become a provider"), portal.url("anbieter/werden")))
    about = [
        Link(_("About these pages"), portal.url("ueber")),
        *(
            [Link(_("Bodies of the state office"), "/gremien"), Link(_("Reports"), "/berichte")]
            if portal.is_alliance
            else []
        ),
        *_freshness(portal),
        Link(_("Accessibility statement"), portal.url("barrierefreiheit")),
        Link(_("Privacy"), portal.url("datenschutz")),
        Link(_("Imprint"), portal.url("impressum")),
    ]
    return {
        "office": office_of(portal),
        "lines": [line for line in lines if line and not (email and email in line)][:3],
        "email": email,
        "groups": [Group(_("For you"), service), Group(_("About this portal"), about)],
    }


def context(
    request: HttpRequest, *, current: str = "", crumbs: Sequence[Link] = (), path: str = "", robots: str = ""
) -> dict[str, Any]:
    """The layout's context. `path` is the page's own address for the canonical link (default: as asked for)."""
    portal = portal_of(request)
    frame = _frame(portal)
    trail = [Link(_("Start"), portal.url()), *crumbs] if crumbs else ()
    return {
        "portal": portal,
        "base": portal.base,
        "tenant": portal.tenant,
        "home_url": portal.url(),
        "frame_header": _header(frame, portal, current),
        "frame_helplines": _part(frame, "helplines", {"helplines": frame.helplines}),
        "frame_footer": _part(frame, "footer", {"footer": frame.footer}),
        "nav": _marked(frame, current),
        "tools": frame.tools,
        "footer": frame.footer,
        "helplines": frame.helplines,
        "crumbs": trail,
        "canonical": absolute(path or request.path),
        "robots": robots,
    }


def _marked(frame: _Frame, current: str) -> list[Link]:
    return [Link(link.label, link.url, current=True) if key == current else link for key, link in frame.menu]


def _header(frame: _Frame, portal: Portal, current: str) -> SafeString:
    known = current if current in {key for key, _link in frame.menu} else ""
    values = {
        "tenant": portal.tenant,
        "home_url": portal.url(),
        "nav": _marked(frame, known),
        "tools": frame.tools,
        "logo_url": "" if portal.is_alliance else logo_url(portal.tenant),
    }
    return _part(frame, "header", values, known)


def _part(frame: _Frame, name: str, values: Mapping[str, Any], variant: str = "") -> SafeString:
    """A part of the frame, drawn once per portal, language and variant."""
    key = f"{name}:{variant}"
    held = frame.drawn.get(key)
    if held is None:
        held = frame.drawn[key] = render_to_string(f"ui/parts/{name}.html", dict(values))
    return held


def page(
    request: HttpRequest,
    template: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    **frame: Any,
) -> HttpResponse:
    """Draw a public page. Neither session nor person is touched, so the page may be kept for others."""
    html = render_to_string(template, {**context(request, **frame), **values}, request)
    return HttpResponse(html, status=status)
