"""Compare up to four offers, and the watch list with print and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.offers.models import Offer
from umsicht.offers.queries import freshness, wording
from umsicht.offers.queries.dates import read_dates
from umsicht.offers.queries.page import offer_with_dates
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.kept import chosen, sheet
from umsicht.web.public.offer import contact, effect, labels
from umsicht.web.public.offer.page import places


@dataclass(frozen=True)
class Row:
    """One line of the comparison: what is compared, and a cell per offer."""

    label: str
    cells: list[str]
    differs: bool


@require_safe
def compare(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """Up to four offers side by side. Without offers the page says how to choose some."""
    depends_on(request, "state")
    portal = frame.portal_of(request)
    found = chosen.read(request, chosen.MAX_COMPARED)
    values = {
        "chosen": found,
        "columns": [
            (offer, _url(offer), portal.url("vergleich") + found.without(offer.pk)) for offer in found.offers
        ],
        "rows": _rows(found.offers, catalogue(portal.tenant)),
        "ask_url": ask_url(found),
        "list_url": portal.url("merkliste") + found.query,
    }
    crumbs = [Link(_("Compare offers"), portal.url("vergleich"))]
    return frame.page(request, "public/kept/compare.html", values, crumbs=crumbs, robots="noindex")


def _url(offer: Offer) -> str:
    return f"/{offer.tenant.slug}/angebote/{offer.slug}"


def ask_url(found: chosen.Chosen) -> str:
    """The form of the town whose offers these are; where there are several, the page that leads to each."""
    towns = {offer.tenant.slug for offer in found.offers}
    return (f"/{towns.pop()}/anfrage" if len(towns) == 1 else "/anfrage") + found.query


def _cells(offer: Offer, words: Catalogue) -> dict[str, str]:
    free = places(offer, words)
    known = effect.of(offer, words)
    _edited, confirmed, reviewed = freshness.clocks(offer)
    stated = [code for code in offer.accessibility if code != labels.NO_STATEMENT]
    return {
        _("In one sentence"): offer.summary,
        _("For"): labels.audience(vars(offer), words),
        _("Form"): labels.joined(labels.of(words, Scheme.FORMAT, offer.formats)),
        _("Duration"): wording.duration_text(offer.duration_minutes),
        _("Group"): wording.group_text(offer.group_min, offer.group_max),
        _("Costs"): wording.cost_summary(offer.costs),
        _("Place"): wording.place_text(
            offer.place_modes,
            area=offer.area_name,
            venue=offer.venue,
            radius_km=offer.radius_km,
            town=offer.tenant.name,
        ),
        _("Free places"): f"{free.word}. {free.text}",
        _("Languages"): labels.joined(labels.of(words, Scheme.LANGUAGE, offer.languages)),
        _("Accessibility"): labels.joined(labels.of(words, Scheme.ACCESSIBILITY, stated)),
        _("Known effect"): known.tier if known.programme else known.lead,
        _("Confirmed by the provider"): confirmed.text
        if confirmed.day is None
        else f"{confirmed.day:%d.%m.%Y}",
        _("Reviewed by experts"): reviewed.text if reviewed.day is None else f"{reviewed.day:%d.%m.%Y}",
        _("Provider"): offer.provider.name,
    }


def _rows(found: list[Offer], words: Catalogue) -> list[Row]:
    columns = [_cells(offer, words) for offer in found]
    if not columns:
        return []
    rows = []
    for label in columns[0]:
        cells = [column[label] or _("not stated") for column in columns]
        rows.append(Row(label, cells, len(set(cells)) > 1))
    return rows


@require_safe
def kept(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The watch list. Its numbers stand in the address; the script brings those of the browser."""
    depends_on(request, "state")
    portal = frame.portal_of(request)
    found = chosen.read(request, chosen.MAX_KEPT)
    words = catalogue(portal.tenant)
    values = {
        "chosen": found,
        "items": [_item(offer, portal, words, found) for offer in found.offers],
        "ask_url": ask_url(found),
        "pdf_url": portal.url("merkliste.pdf") + found.query,
        "compare_url": portal.url("vergleich") + chosen.query(found.ids[: chosen.MAX_COMPARED]),
        "share_url": frame.absolute(portal.url("merkliste") + found.query),
    }
    crumbs = [Link(_("Watch list"), portal.url("merkliste"))]
    return frame.page(request, "public/kept/list.html", values, crumbs=crumbs, robots="noindex")


def _item(offer: Offer, portal: Portal, words: Catalogue, found: chosen.Chosen) -> dict[str, Any]:
    return {
        "offer": offer,
        "url": _url(offer),
        "facts": sheet.facts(offer, words),
        "contact": contact.of_offer(offer, words),
        "remove_url": portal.url("merkliste") + found.without(offer.pk),
    }


@require_safe
def kept_pdf(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The watch list to print or hand on: contacts, dates, costs; accessible PDF."""
    portal = frame.portal_of(request)
    found = chosen.read(request, chosen.MAX_KEPT)
    if not found.offers:
        raise NotFound
    read_dates(found.offers)
    body = sheet.of_list(found.offers, portal, catalogue(portal.tenant))
    return _pdf(body, "merkliste")


@require_safe
def offer_pdf(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """One offer to print or hand on."""
    portal = frame.portal_of(request)
    body = sheet.of_offer(offer_with_dates(portal.tenant, slug), portal, catalogue(portal.tenant))
    return _pdf(body, slug)


def _pdf(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
