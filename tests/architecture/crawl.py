"""Two towns full of records, and a crawler that follows every link, feed, export and file a visitor can reach."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.council import make_body
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.notify import make_inbox_message
from tests.factories.offers import make_offer, make_session
from tests.factories.papers import announced, make_decision, make_item, make_paper, make_step
from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.factories.vocabulary import load_curated, make_term
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

PRIVATE, OPEN = "Verschlossen", "Offenkundig"
"""What stands in each record of a town that only its desk may see, and in each that its portal shows."""


@dataclass(frozen=True)
class Town:
    tenant: Tenant
    member: User
    mark: str  # appended to both words, so that each town's records can be told apart
    paths: dict[str, str] = field(default_factory=dict)

    @property
    def private(self) -> str:
        return f"{PRIVATE}{self.mark}"

    @property
    def open(self) -> str:
        return f"{OPEN}{self.mark}"


def town(slug: str, mark: str) -> Town:
    """A town with a record of every kind, open ones and private ones."""
    tenant = make_tenant(slug=slug, name=f"Ort {mark}")
    member = make_member(
        tenant, Role.COORDINATOR, user=make_person(display_name=f"{PRIVATE}{mark} Koordination")
    )
    made = Town(tenant, member, mark)
    provider = make_organisation(
        tenant, name=f"{made.open} Verein", slug=f"verein-{mark.lower()}", about=made.open
    )
    point = make_contact_point(provider, name=f"{made.open} Stelle", lat=50.8, lon=12.9)
    hidden = make_organisation(
        tenant, name=f"{made.private} Stelle", slug=f"intern-{mark.lower()}", is_public=False
    )
    make_contact_point(provider, name=f"{made.private} Archiv", is_public=False)
    offer = make_offer(provider, title=f"{made.open} Kurs", slug=f"kurs-{mark.lower()}", contact_point=point)
    make_session(offer, dt.datetime(2026, 12, 1, 17, 0))  # noqa: DTZ001 - wall clock
    for state in ("draft", "submitted", "paused", "archived"):
        make_offer(provider, title=f"{made.private} {state}", slug=f"{state}-{mark.lower()}", state=state)
    make_offer(hidden, title=f"{made.private} Kurs", slug=f"verdeckt-{mark.lower()}")
    make_term(tenant, "topic", f"eigenes-{mark.lower()}", label_de=f"{made.open} Thema")
    with scope(tenant=tenant):
        event = AuditEvent.objects.create(
            tenant=tenant,
            action="tests.thing.do",
            actor=member,
            object_label=made.private,
            reason=made.private,
        )
        invitation, _token = invite(
            actor=member, tenant=tenant, email=f"{made.private}@example.org".lower(), role=Role.EDITOR
        )
        _council(made)
    make_inbox_message(member, tenant)
    made.paths.update(
        offer=f"angebote/{offer.slug}",
        draft=f"angebote/draft-{mark.lower()}",
        provider=f"anbieter/{provider.slug}",
        hidden=f"anbieter/{hidden.slug}",
        topic=f"themen/eigenes-{mark.lower()}",
        event=f"protokoll/{event.pk}",
        invitation=str(invitation.pk),
    )
    return made


def _council(made: Town) -> None:
    """A body that meets partly in public: a closed item, decision, step and paper beside open ones."""
    council = make_body(made.tenant, f"{made.open} Rat")
    inner = make_body(made.tenant, f"{made.private} Kreis", is_public=False)
    paper = make_paper(made.tenant, body=council, subject=f"{made.open} Vorlage", text=made.open)
    make_step(paper, inner, visibility="closed", result=made.private)
    make_step(paper, council, visibility="closed", result=made.private)
    closed = make_paper(
        made.tenant, body=council, subject=made.private, text=made.private, visibility="closed"
    )
    make_paper(made.tenant, body=council, subject=made.private, release=False)
    meeting = announced(
        council, dt.datetime(2026, 11, 2, 13, 0, tzinfo=dt.UTC), state="held", note=made.private
    )
    make_item(meeting, made.private, visibility="closed", paper=closed, minutes=made.private)
    item = make_item(meeting, f"{made.open} Punkt", paper=paper, minutes=made.private)
    make_decision(council, item, text=f"{made.open} Beschluss")
    make_decision(council, item, text=made.private, visibility="closed")
    announced(council, dt.datetime(2026, 12, 2, 13, 0, tzinfo=dt.UTC), title=made.private, is_public=False)


def two_towns() -> tuple[Town, Town]:
    make_state(slug="land")
    load_curated()
    return town("astadt", "Alpha"), town("bestadt", "Beta")


@dataclass(frozen=True)
class Seen:
    path: str
    status: int
    body: str


_LINK = re.compile(r"""(?:href|src|action|data-src|data-suggest)=["']([^"'#]+)""")
_JSON_LINK = re.compile(r"""(https?://127\.0\.0\.1:8000)?(/api/[a-z]+/[^"\s<>{}]*)(?=["\s<])""")


def links(path: str, body: str) -> Iterable[str]:
    for found in (*_LINK.findall(body), *(match[1] for match in _JSON_LINK.findall(body))):
        target = urlsplit(urljoin(f"http://testserver{path}", unescape(found)))
        if target.netloc in {"testserver", "127.0.0.1:8000"} and not target.path.startswith("/static/"):
            yield target.path + (f"?{target.query}" if target.query else "")


SAMPLES = 15
"""How many addresses of one kind under one portal or desk are followed: terms alone are hundreds of like pages."""


def shape(path: str) -> tuple[str, str]:
    """The portal or desk and the name of the address."""
    try:
        match = resolve(path)
    except Resolver404:
        return path, ""
    return str(match.kwargs.get("municipality") or match.kwargs.get("tenant") or ""), match.view_name


def crawl(client: Client, starts: Iterable[str], limit: int, within: tuple[str, ...] = ("/",)) -> list[Seen]:
    """Follow links from `starts`: each address once, some of each kind, at most two variants of a path's query."""
    waiting, known, variants, seen = deque(starts), set(starts), {}, []
    kinds: Counter[tuple[str, str]] = Counter()
    while waiting and len(seen) < limit:
        path = waiting.popleft()
        if "abmelden" in path:
            continue
        response = client.get(path, SERVER_NAME="testserver")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode("utf-8", "replace")
        seen.append(Seen(path, response.status_code, text))
        targets: list[str] = (
            list(links(path, text))
            if "html" in response.get("Content-Type", "") or "json" in response.get("Content-Type", "")
            else []
        )
        if "Location" in response:
            targets.append(response["Location"])
        for target in targets:
            plain = target.split("?")[0]
            if target.startswith(within) and target not in known and variants.get(plain, 0) < 2:
                if kinds[shape(plain)] >= SAMPLES:
                    continue
                kinds[shape(plain)] += 1
                variants[plain] = variants.get(plain, 0) + 1
                known.add(target)
                waiting.append(target)
    return seen


def holding(pages: Iterable[Seen], word: str) -> list[str]:
    """Addresses whose answer holds a word, in whatever case."""
    return sorted({page.path for page in pages if word.casefold() in page.body.casefold()})


def failing(pages: Iterable[Seen]) -> list[tuple[str, int]]:
    return sorted({(page.path, page.status) for page in pages if page.status >= 500})


def broken(pages: Iterable[Seen]) -> list[str]:
    """Links that lead nowhere."""
    return sorted({page.path for page in pages if page.status == 404})
