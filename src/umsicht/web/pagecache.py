"""Whole anonymous pages, kept per process and valid as long as the content they were made from.

An entry is made only for a GET without session, language or message cookie, answered 200 without Set-Cookie, so no
person's page can land in it; the address carries the tenant, so no tenant's page can stand for another's. It is valid
while the content version of its tenant is unchanged (one indexed query, at most five a second), while the day is the same, and at most
MAX_AGE seconds, since a page may say "open now". A view that shows more than its tenant's own records says so with
depends_on(): "state" (any tenant's) or "index" (what the search index held).
"""

from __future__ import annotations

import hashlib
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase, ResponseHeaders

from umsicht.core import clock
from umsicht.search import index_version
from umsicht.tenancy.queries.tenants import PortalPair

MAX_AGE = 300
MAX_BYTES = 6_000_000
MAX_ENTRY = 200_000
_NEVER = ("desk", "konto", "files", "metrics", "gesundheit", "static")
_PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages")
_OWN_HEADERS = frozenset({"ETag", "Cache-Control", "Vary", "Content-Length", "X-Request-Id"})
"""Set anew on each answer. All others are kept with the page, the security policies of the middleware below among them."""
Dependency = Literal["state", "index"]


@dataclass(frozen=True)
class Entry:
    packed: bytes  # zlib's fastest level: a quarter of the size for a tenth of a millisecond
    headers: tuple[tuple[str, str], ...]
    etag: str
    versions: tuple[int, int]  # the tenant's own, the state office's
    index: str
    depends: frozenset[str]
    made: float
    day: str


class Store:
    """A byte-bounded LRU; one per process."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._bytes = 0
        self._max = max_bytes
        self._lock = threading.Lock()

    def get(self, key: str) -> Entry | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: str, entry: Entry) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self._bytes += len(entry.packed) - (len(old.packed) if old else 0)
            self._entries[key] = entry
            while self._bytes > self._max:
                _, dropped = self._entries.popitem(last=False)
                self._bytes -= len(dropped.packed)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._bytes = 0


store = Store()


def depends_on(request: HttpRequest, *what: Dependency) -> None:
    """Say in a view that the page shows more than its own tenant's records."""
    request.page_depends = getattr(request, "page_depends", frozenset()) | set(what)  # type: ignore[attr-defined]


def never_cache(request: HttpRequest) -> None:
    """Say in a view that this page is for this request alone (a form with a token, a random part)."""
    request.page_uncached = True  # type: ignore[attr-defined]


def _segment(request: HttpRequest) -> str:
    return request.path_info.lstrip("/").split("/", 1)[0]


def _cacheable(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not any(name in request.COOKIES for name in _PERSONAL_COOKIES)
        and "Authorization" not in request.headers
        and _segment(request) not in _NEVER
        and len(request.get_full_path()) < 500
    )


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _cacheable(request):
            return self.get_response(request)
        pair = PortalPair(_segment(request))
        request.portal_pair = pair  # type: ignore[attr-defined]
        if not settings.PAGE_CACHE:
            return self.get_response(request)
        partial = "hx" if request.headers.get("HX-Request") else ""
        key = f"{request.scheme}://{request.get_host()}{request.get_full_path()}#{partial}"
        versions = pair.versions
        day = clock.today().isoformat()
        entry = store.get(key)
        if entry is not None and _valid(entry, versions, day):
            return _answer(request, entry)
        before = index_version()
        response = self.get_response(request)
        made = _entry(response, request, versions, before, day)
        if made is None:
            return response
        store.put(key, made)
        return _answer(request, made)


def _valid(entry: Entry, versions: tuple[int, int], day: str) -> bool:
    if entry.versions[0] != versions[0] or entry.day != day or time.monotonic() - entry.made > MAX_AGE:
        return False
    if "state" in entry.depends and entry.versions[1] != versions[1]:
        return False
    return "index" not in entry.depends or entry.index == index_version()


def _entry(
    response: HttpResponseBase, request: HttpRequest, versions: tuple[int, int], index: str, day: str
) -> Entry | None:
    """What to keep of a response; None if it must not be kept."""
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or getattr(request, "page_uncached", False)
        or "no-store" in response.get("Cache-Control", "")
        or "private" in response.get("Cache-Control", "")
        or not isinstance(response, HttpResponse)
        or len(response.content) > MAX_ENTRY
        or request.method != "GET"
    ):
        return None
    headers = tuple((name, value) for name, value in response.items() if name not in _OWN_HEADERS)
    etag = 'W/"' + hashlib.blake2b(response.content, digest_size=10).hexdigest() + '"'
    depends: frozenset[str] = getattr(request, "page_depends", frozenset())
    return Entry(
        zlib.compress(response.content, 1), headers, etag, versions, index, depends, time.monotonic(), day
    )


def _answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    response: HttpResponse
    if entry.etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(zlib.decompress(entry.packed))
        response.headers = ResponseHeaders(dict(entry.headers))
    response["ETag"] = entry.etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Vary"] = "Cookie, HX-Request"
    return response
