"""What programs read: robots.txt, sitemaps, the search description for browsers, a town's colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.council.queries import portal as council
from umsicht.council.queries import public_papers
from umsicht.directory.queries.organisations import addresses_of_providers
from umsicht.offers.queries import offers
from umsicht.tenancy.queries import portals
from umsicht.ui import theme
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.answers import for_state_too
from umsicht.web.pagecache import depends_on
from umsicht.web.public import fixed, frame, texts
from umsicht.web.public.frame import Portal, absolute
from umsicht.web.public.need.tree import tree

MAX_URLS = 50_000
XML = "application/xml; charset=utf-8"
_NEVER = ("/desk/", "/konto/", "/*/merkliste", "/*/vergleich", "/merkliste", "/vergleich", "/*/melden")
_COUNCIL = (
    "praeventionsrat",
    *(f"praeventionsrat/{page}" for page in ("sitzungen", "beschluesse", "vorlagen")),
)
_TOWN = ["anbieter", "einrichtungen", *_COUNCIL]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _NEVER),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _xml(name: str, children: Iterable[str], extra: str = "") -> HttpResponse:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{extra}>\n'
    return HttpResponse(body + "\n".join(children) + f"\n</{name}>\n", content_type=XML)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """One sitemap per town that takes part, and one for the alliance's own pages."""
    depends_on(request, "state")
    towns = [row["slug"] for row in portals.participating()]
    paths = ["/sitemap-allianz.xml", *(f"/{slug}/sitemap.xml" for slug in towns)]
    return _xml("sitemapindex", (f"<sitemap><loc>{escape(absolute(path))}</loc></sitemap>" for path in paths))


@require_safe
def sitemap(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """Every public page of a portal. Offers, providers, meetings and papers carry the day of their last change."""
    portal = frame.portal_of(request)
    if not portal.is_alliance and not portal.tenant.is_active:
        raise NotFound
    entries = [*_plain(portal), *([] if portal.is_alliance else _records(portal))]
    lines = [_url(path, day, alternates) for path, day, alternates in entries[:MAX_URLS]]
    return _xml("urlset", lines, ' xmlns:xhtml="http://www.w3.org/1999/xhtml"')


Listed = tuple[str, dt.date | None, tuple[tuple[str, str], ...]]


def _url(path: str, day: dt.date | None, alternates: tuple[tuple[str, str], ...]) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(absolute(url))}"/>'
        for lang, url in alternates
    )
    changed = f"<lastmod>{day:%Y-%m-%d}</lastmod>" if day else ""
    return f"<url><loc>{escape(absolute(path))}</loc>{changed}{links}</url>"


def _plain(portal: Portal) -> Iterator[Listed]:
    pages = ["", "angebote", "themen", "termine", "wobei"]
    pages += ["kommunen", "gremien"] if portal.is_alliance else _TOWN
    yield from ((portal.url(page), None, ()) for page in pages)
    for page in texts.PAGES:
        known = [(item.lang, item.url) for item in fixed.variants(portal, page, "de")]
        yield from ((url, None, tuple(known)) for _lang, url in known)
    words = catalogue(portal.tenant)
    for scheme in (Scheme.PROBLEM_FIELD, Scheme.TOPIC):
        yield from ((portal.url(f"themen/{entry.code}"), None, ()) for entry in words.current(scheme))
    for who in tree().who:
        yield portal.url(f"wobei/{who}"), None, ()


def _records(portal: Portal) -> Iterator[Listed]:
    for town, slug, changed in offers.addresses().iterator(chunk_size=5_000):
        yield f"/{town}/angebote/{slug}", changed.date(), ()
    for slug, changed in addresses_of_providers():
        yield portal.url(f"anbieter/{slug}"), changed.date(), ()
    for number, changed in council.addresses_of_meetings().iterator(chunk_size=5_000):
        yield portal.url(f"praeventionsrat/sitzungen/{number}"), changed.date(), ()
    for slug, changed in public_papers.addresses_of_papers().iterator(chunk_size=5_000):
        yield portal.url(f"praeventionsrat/vorlagen/{slug}"), changed.date(), ()


@require_safe
def opensearch(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """Lets a browser offer the portal's search in its own search bar (OpenSearch 1.1)."""
    portal = frame.portal_of(request)
    search = absolute(portal.url("angebote"))
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(portal.name[:16])}</ShortName>\n"
        f"<LongName>{escape(portal.name[:48])}</LongName>\n"
        f"<Description>{escape(_('Find help and offers of prevention in your own words.'))}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n<Language>de</Language>\n"
        f'<Image height="48" width="48" type="image/png">{escape(absolute(static("ui/favicon.png")))}</Image>\n'
        f'<Url type="text/html" template="{escape(search)}?q={{searchTerms}}"/>\n'
        f'<Url type="application/atom+xml" template="{escape(search)}.atom?q={{searchTerms}}"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{escape(absolute(portal.url("opensearch.xml")))}"/>\n'
        "</OpenSearchDescription>\n"
    )
    return HttpResponse(body, content_type="application/opensearchdescription+xml; charset=utf-8")


@for_state_too
@require_safe
def style(request: HttpRequest, municipality: str) -> HttpResponse:
    """The colours of a town; its address carries them, so it may be kept for ever."""
    portal = frame.portal_of(request)
    tenant = portal.tenant
    if not (tenant.accent and tenant.accent_deep):
        raise NotFound
    response = HttpResponse(
        theme.css(tenant.accent, tenant.accent_deep), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
