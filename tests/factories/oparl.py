"""A small council world with something closed beside everything that is public, and a client for the OParl interface."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django_scopes import scope

from tests.factories.council import make_body, make_seat
from tests.factories.files import make_file
from tests.factories.papers import announced, make_decision, make_item, make_paper, make_step
from tests.factories.tenancy import make_tenant
from umsicht.api.oparl import ledger
from umsicht.council.models import AgendaItem, Body, Meeting, Paper, PaperFile
from umsicht.files.enums import FileState
from umsicht.tenancy.models import Tenant
from umsicht.web import pagecache

ROOT = "/api/oparl/v1.1/"
SECRET = "Verschlossen"
START = dt.datetime(2026, 11, 3, 13, 0, tzinfo=dt.UTC)
Json = dict[str, Any]


@dataclass
class World:
    tenant: Tenant
    body: Body
    meeting: Meeting
    item: AgendaItem
    paper: Paper


def publish() -> int:
    """What the worker does every few minutes."""
    changed = ledger.refresh()
    pagecache.store.clear()
    return changed


def council_world(**fields: Any) -> World:
    """A public council with a seat, an approved meeting, a paper with an answer, an attachment, and closed things around."""
    tenant = make_tenant(**({"lat": 50.83, "lon": 12.92} | fields))
    with scope(tenant=tenant):
        body = make_body(
            tenant, "Präventionsrat", short="KPR", kind="council", founded_on=dt.date(2019, 3, 1)
        )
        make_seat(body, "Ordnungsamt", role="chair", vote="yes")
        make_seat(make_body(tenant, "Arbeitsgruppe Sucht", parent=body), "Ordnungsamt", vote="no")
        make_seat(make_body(tenant, f"{SECRET} Kreis", is_public=False), f"{SECRET} Amt")
        paper = make_paper(tenant, body=body, subject="Bericht zur Lage", dated=dt.date(2026, 10, 1))
        answer = make_paper(tenant, body=body, subject="Antwort", answers=paper)
        make_step(paper, body, visibility="closed", result=f"{SECRET} Ergebnis")
        hidden = make_paper(tenant, body=body, visibility="closed", subject=f"{SECRET} Papier", answers=paper)
        draft = make_paper(tenant, body=body, release=False, subject=f"{SECRET} Entwurf")
        _attach(paper, "Anlage 1", FileState.CLEAN)
        _attach(paper, f"{SECRET} Anlage", FileState.QUARANTINED)
        _attach(hidden, f"{SECRET} Anlage", FileState.CLEAN)
        meeting = announced(
            body, START, state="approved", note=SECRET, online_url=f"https://{SECRET}.example.org"
        )
        make_item(meeting, f"{SECRET} Punkt", visibility="closed", paper=answer, minutes=SECRET)
        item = make_item(meeting, "Treffpunkt Bahnhof", paper=paper, minutes="Die Lage wurde beraten.")
        make_item(meeting, "Ohne Papier", paper=draft)
        make_item(meeting, f"{SECRET} Punkt", visibility="closed", paper=hidden)
        make_decision(body, item, text="Der Bericht wird angenommen.")
        make_decision(body, item, text=SECRET, visibility="closed")
        planned = announced(body, START, state="planned", title=f"{SECRET} Sitzung")
        make_item(planned, f"{SECRET} Punkt")
        inner = announced(body, START, is_public=False, title=f"{SECRET} Sitzung")
        make_item(inner, f"{SECRET} Punkt", paper=paper)
    return World(tenant, body, meeting, item, paper)


def _attach(paper: Paper, title: str, state: FileState) -> None:
    file = make_file(paper.tenant, state=state)
    PaperFile.objects.create(tenant=paper.tenant, paper=paper, file=file, title=title)


def get(address: str, status: int = 200, **query: Any) -> Json:
    """The JSON under an address of the interface, whole or below its root."""
    path = urlsplit(address)._replace(scheme="", netloc="").geturl() if "://" in address else ROOT + address
    response = Client().get(path, query or None)
    assert response.status_code == status, (path, response.content[:300])
    found: Json = response.json()
    return found


def pages(address: str) -> list[Json]:
    """All pages of a list, following the links."""
    found = [get(address)]
    while address := found[-1]["links"].get("next", ""):
        found.append(get(address))
    return found


def entries(address: str, **query: Any) -> list[Json]:
    """All objects of a list."""
    first = get(address, **query)
    more = pages(first["links"]["next"]) if "next" in first["links"] else []
    return [row for page in (first, *more) for row in page["data"]]


def lists(body: Json) -> dict[str, str]:
    """The external lists of a body: member → address."""
    held = {"system", "website", "license", "web", "id", "mainOrganization"}
    return {
        name: value
        for name, value in body.items()
        if name not in held and isinstance(value, str) and value.startswith(body["id"])
    }


def crawl() -> dict[str, Json]:
    """Everything that can be reached from the system object: address → object or page of a list."""
    seen: dict[str, Json] = {}
    waiting = [ROOT]
    while waiting:
        address = waiting.pop()
        path = urlsplit(address)._replace(scheme="", netloc="").geturl()
        if path not in seen:
            seen[path] = get(address if "://" in address else "")
            waiting += [url for url in _addresses(seen[path]) if ROOT in url]
    return seen


def _addresses(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [url for part in value.values() for url in _addresses(part)]
    if isinstance(value, list):
        return [url for part in value for url in _addresses(part)]
    return [value] if isinstance(value, str) and value.startswith("http") else []


def body_of(world: Any) -> Json:
    return next(row for row in entries("bodies") if row["shortName"] == world.tenant.name)


def listed(world: Any, member: str, **query: Any) -> list[Json]:
    return entries(lists(body_of(world))[member], **query)


def published() -> list[Json]:
    """Every object that is public, as the lists of all municipalities hold it, and the system."""
    bodies = entries("bodies")
    held = [row for body in bodies for address in lists(body).values() for row in entries(address)]
    return [get(""), *bodies, *held]
