"""Addresses of the portals. Fixed words first, then a municipality's pages."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, register_converter

from umsicht.web.public import fixed, machine, report, texts
from umsicht.web.public.council import bodies, decisions, meetings, papers
from umsicht.web.public.council import links as council_links
from umsicht.web.public.council import views as council
from umsicht.web.public.dates import views as dates
from umsicht.web.public.directory import facilities, providers, register, takeover
from umsicht.web.public.fieldwork import views as fieldwork
from umsicht.web.public.home import views as home
from umsicht.web.public.kept import views as kept
from umsicht.web.public.need import views as need
from umsicht.web.public.offer import views as offer
from umsicht.web.public.topics import views as topics


class FixedPage:
    """One of the fixed pages by its word, so that one route stands for all of them."""

    regex = "|".join(texts.PAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FixedPage, "fixed")

app_name = "public"
_EASY: dict[str, Any] = {"language": "ls"}
_ENGLISH: dict[str, Any] = {"language": "en"}


def _everywhere(prefix: str, suffix: str) -> list[URLPattern]:
    """Pages that the alliance and each municipality have. `suffix` keeps their names apart."""
    return [
        path(f"{prefix}en", fixed.fixed, {"page": "start", **_ENGLISH}, name=f"english{suffix}"),
        path(f"{prefix}leichte-sprache", fixed.fixed, {"page": "start", **_EASY}, name=f"easy{suffix}"),
        path(f"{prefix}en/<fixed:page>", fixed.fixed, _ENGLISH, name=f"page_en{suffix}"),
        path(f"{prefix}leichte-sprache/<fixed:page>", fixed.fixed, _EASY, name=f"page_ls{suffix}"),
        path(f"{prefix}<fixed:page>", fixed.fixed, name=f"page{suffix}"),
        path(f"{prefix}themen", topics.topics, name=f"topics{suffix}"),
        path(f"{prefix}themen/<slug:code>", topics.topic, name=f"topic{suffix}"),
        path(f"{prefix}termine", dates.dates, name=f"dates{suffix}"),
        path(f"{prefix}termine.ics", dates.calendar, name=f"dates_calendar{suffix}"),
        path(f"{prefix}termine.atom", dates.feed, name=f"dates_feed{suffix}"),
        path(f"{prefix}wobei", need.who, name=f"need{suffix}"),
        path(f"{prefix}wobei/<slug:who>", need.what, name=f"need_what{suffix}"),
        path(f"{prefix}wobei/<slug:who>/<slug:what>", need.where, name=f"need_where{suffix}"),
        path(f"{prefix}wobei/<slug:who>/<slug:what>/<slug:where>", need.result, name=f"need_result{suffix}"),
        path(f"{prefix}merkliste", kept.kept, name=f"kept{suffix}"),
        path(f"{prefix}merkliste.pdf", kept.kept_pdf, name=f"kept_pdf{suffix}"),
        path(f"{prefix}vergleich", kept.compare, name=f"compare{suffix}"),
        path(f"{prefix}opensearch.xml", machine.opensearch, name=f"opensearch{suffix}"),
    ]


def _bodies(structure: str, root: str, suffix: str) -> list[URLPattern]:
    """Bodies of a municipality, and the state office's own on the alliance's pages."""
    return [
        path(structure, bodies.structure, name=f"council_structure{suffix}"),
        path(f"{structure}.pdf", bodies.structure_pdf, name=f"council_structure_pdf{suffix}"),
        path(f"{structure}.docx", bodies.structure_docx, name=f"council_structure_docx{suffix}"),
        path(f"{root}/<slug:code>", bodies.body, name=f"council_body{suffix}"),
        path(
            f"{root}/<slug:code>/unterlagen/<int:version_id>", bodies.file, name=f"council_document{suffix}"
        ),
    ]


_TOWN = "<slug:municipality>/"
_OFFER = f"{_TOWN}angebote/<slug:slug>"
_COUNCIL = f"{_TOWN}praeventionsrat"

urlpatterns = [
    path("", home.alliance, name="alliance"),
    path("kommunen", home.municipalities, name="municipalities"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap_index, name="sitemap_index"),
    path("sitemap-allianz.xml", machine.sitemap, name="sitemap_state"),
    *_bodies("gremien", "gremien", "_state"),
    *_everywhere("", "_state"),
    *_everywhere(_TOWN, ""),
    path(_OFFER, offer.offer, name="offer"),
    path(f"{_OFFER}/termine.ics", offer.calendar, name="offer_calendar"),
    path(f"{_OFFER}/melden", report.report, name="report"),
    path(f"{_OFFER}/melden/danke", report.thanks, name="report_thanks"),
    path(f"{_OFFER}/druck.pdf", kept.offer_pdf, name="offer_pdf"),
    path(f"{_TOWN}anbieter", providers.providers, name="providers"),
    path(f"{_TOWN}anbieter/werden", register.register, name="register"),
    path(f"{_TOWN}anbieter/werden/danke", register.thanks, name="register_thanks"),
    path(f"{_TOWN}anbieter/werden/<str:token>", register.confirm, name="register_confirm"),
    path(f"{_TOWN}anbieter/uebergabe/<str:token>", takeover.takeover, name="takeover"),
    path(f"{_TOWN}anbieter/<slug:slug>", providers.provider, name="provider"),
    path(f"{_TOWN}einrichtungen", facilities.facilities, name="facilities"),
    path(f"{_TOWN}einrichtungen.csv", facilities.as_csv, name="facilities_csv"),
    path(f"{_TOWN}einrichtungen.geojson", facilities.as_geojson, name="facilities_geojson"),
    path(f"{_TOWN}praeventionsrat", council.council, name="council"),
    *_bodies(f"{_COUNCIL}/aufbau", f"{_COUNCIL}/gremien", ""),
    path(f"{_COUNCIL}/sitzungen", meetings.listing, name="council_meetings"),
    path(f"{_COUNCIL}/sitzungen.ics", meetings.calendar, name="council_calendar"),
    path(f"{_COUNCIL}/sitzungen/<int:meeting_id>", meetings.meeting, name="council_meeting"),
    path(f"{_COUNCIL}/beschluesse", decisions.listing, name="council_decisions"),
    path(f"{_COUNCIL}/beschluesse.atom", decisions.as_feed, name="council_decisions_feed"),
    path(f"{_COUNCIL}/vorlagen", papers.listing, name="council_papers"),
    path(f"{_COUNCIL}/vorlagen.atom", papers.as_feed, name="council_papers_feed"),
    path(f"{_COUNCIL}/vorlagen/<slug:slug>", papers.paper, name="council_paper"),
    path(f"{_COUNCIL}/vorlagen/<slug:slug>.pdf", papers.as_pdf, name="council_paper_pdf"),
    path(f"{_COUNCIL}/vorlagen/<slug:slug>/anlagen/<int:file_id>", papers.file, name="council_paper_file"),
    path(f"{_TOWN}sitzung/antwort/<str:token>", council_links.reply, name="council_reply"),
    path(f"{_TOWN}sitzung/kalender/<str:token>.ics", council_links.calendar, name="council_own_calendar"),
    path(f"{_TOWN}umlauf/<str:token>", council_links.vote, name="council_vote"),
    path(f"{_TOWN}praeventionsrat/streifen", fieldwork.patrols, name="patrols"),
    path(f"{_TOWN}praeventionsrat/begehungen", fieldwork.inspections, name="inspections"),
    path(f"{_TOWN}praeventionsrat/begehungen/<slug:code>", fieldwork.inspection, name="inspection"),
    path(
        f"{_TOWN}praeventionsrat/begehungen/<slug:code>.geojson",
        fieldwork.as_geojson,
        name="inspection_geojson",
    ),
    path(f"{_TOWN}sitemap.xml", machine.sitemap, name="sitemap"),
    path(f"{_TOWN}stil.css", machine.style, name="style"),
    path("<slug:municipality>", home.municipality, name="municipality"),
]
