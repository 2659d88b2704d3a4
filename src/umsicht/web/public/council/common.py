"""What the council's pages on a portal share: the portal, the way back, the body and year of a filter, feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.text import one_line
from umsicht.council.models import Body
from umsicht.council.queries import portal as queries
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.public import frame

ROOT = "praeventionsrat"
FEED = 50


def portal_with_council(request: HttpRequest) -> frame.Portal:
    """Raises NotFound on the alliance's own pages, which have no council."""
    if (portal := frame.portal_of(request)).is_alliance:
        raise NotFound
    return portal


def crumbs(portal: frame.Portal, *more: Link) -> list[Link]:
    return [Link(_("Prevention council"), portal.url(ROOT)), *more]


def bodies_url(portal: frame.Portal) -> str:
    """Below which address the portal's bodies stand; the alliance has no council of its own."""
    return "/gremien" if portal.is_alliance else portal.url(f"{ROOT}/gremien")


def structure_url(portal: frame.Portal) -> str:
    return "/gremien" if portal.is_alliance else portal.url(f"{ROOT}/aufbau")


@dataclass(frozen=True)
class Filter:
    """What stands in the address; what is unknown counts as not given."""

    body: Body | None = None
    year: int = 0
    text: str = ""
    kind: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> Filter:
        given = request.GET
        year = given.get("jahr", "")
        return cls(
            body=queries.body_by_code(frame.portal_of(request).tenant, given.get("gremium", "")[:60]),
            year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
            text=one_line(given.get("q", "")[:200]),
            kind=given.get("art", "")[:20],
        )

    @property
    def code(self) -> str:
        return self.body.code if self.body is not None else ""

    @property
    def title(self) -> str:
        return title_of(self.body) if self.body is not None else ""

    @property
    def narrows(self) -> bool:
        return bool(self.body or self.year or self.text or self.kind)

    @property
    def of_body(self) -> str:
        """The query of feeds and calendars, which know the body alone."""
        return f"?{urlencode({'gremium': self.code})}" if self.code else ""


@dataclass(frozen=True)
class Entry:
    """`key` is the record's own part of the address that never changes."""

    title: str
    path: str
    text: str
    key: str
    day: dt.date | None
    changed: dt.datetime


def feed(portal: frame.Portal, title: str, path: str, query: str, entries: Iterable[Entry]) -> HttpResponse:
    """An Atom feed of one of the lists."""
    made = Atom1Feed(
        title=f"{title}: {portal.name}",
        link=frame.absolute(portal.url(f"{ROOT}/{path}") + query),
        description="",
        language="de",
        feed_url=frame.absolute(portal.url(f"{ROOT}/{path}.atom") + query),
        author_name=portal.name,
    )
    for entry in entries:
        made.add_item(
            title=entry.title,
            link=frame.absolute(entry.path),
            description=entry.text,
            unique_id=frame.absolute(portal.url(f"{ROOT}/{entry.key}")),
            pubdate=clock.at(entry.day, dt.time()) if entry.day else None,
            updateddate=entry.changed,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
