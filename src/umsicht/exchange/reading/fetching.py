"""Brings a feed here: from an address page by page, or from a file, as one JSON object per line in a local file.

What is read later is that file, so a killed run never asks the other server twice, and nothing is held in memory but
one page.
"""

from __future__ import annotations

import json
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from umsicht.core import http
from umsicht.core.csvsafe import BadFile
from umsicht.exchange.reading import tabular
from umsicht.exchange.reading.foreign import is_page

MAX_FILE = 60_000_000
MAX_PAGE = 20_000_000
MAX_PAGES = 2_000
MAX_SECONDS = 1_800
MAX_RECORDS = 100_000
MAX_DETAILS = 2_000
PER_PAGE = 100
POLICY = http.Policy(max_bytes=MAX_PAGE, seconds=60.0)
Fetch = Callable[[str], bytes]
_LISTS = ("contents", "content", "services", "items", "data", "results")


def get(url: str) -> bytes:
    return http.fetch(url, policy=POLICY).body


def spool(location: str, target: Path, *, fetch: Fetch = get) -> int:
    """Write all records of a feed (http address or path of a file) into `target`; returns how many.

    Raises BadFile or FetchError when it is no feed we know; nothing counts then.
    """
    with target.open("w", encoding="utf-8") as out:
        if location.startswith(("http://", "https://")):
            count = _from_address(location, out, fetch)
        else:
            count = _write(_from_file(Path(location)), out)
    if count == 0:
        raise BadFile(_("There is no record in it."))
    return count


def _write(records: Iterator[Mapping[str, Any]], out: IO[str]) -> int:
    count, room, until = 0, MAX_FILE, time.monotonic() + MAX_SECONDS
    for count, record in enumerate(records, start=1):
        if count > MAX_RECORDS:
            raise BadFile(
                _("The feed has too many records; at most %(count)d are read.") % {"count": MAX_RECORDS}
            )
        line = json.dumps(record, ensure_ascii=False) + "\n"
        room -= len(line.encode("utf-8", "surrogatepass"))
        if room < 0:
            raise BadFile(_("The file is too large."))
        if time.monotonic() > until:
            raise BadFile(_("The source answers too slowly; it was given up after half an hour."))
        out.write(line)
    return count


def _from_file(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadFile(_("The file can't be read.")) from error
    if size > MAX_FILE:
        raise BadFile(_("The file is too large."))
    if zipfile.is_zipfile(path):
        return tabular.services(path)
    try:
        return _from_text(path)
    except UnicodeDecodeError as error:
        raise BadFile(_("This is not a text file.")) from error


def _from_text(path: Path) -> Iterator[Mapping[str, Any]]:
    """A JSON document, or one JSON object per line."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        return iter(records_in(json.loads(text)))
    except (ValueError, RecursionError):
        return _by_line(text)


def _by_line(text: str) -> Iterator[Mapping[str, Any]]:
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        first = json.loads(lines[0]) if lines else None
    except (ValueError, RecursionError):
        first = None
    if not isinstance(first, dict):
        raise BadFile(_("This is no feed: neither JSON nor one JSON object per line."))
    for line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = {"name": "", "unreadable": line[:80]}
        yield record if isinstance(record, dict) else {"name": "", "unreadable": line[:80]}


def records_in(document: Any) -> list[Mapping[str, Any]]:
    """The services of a document: a list, a page of an API, a compiled organisation, a single service or place of one.

    Raises BadFile for anything else.
    """
    if isinstance(document, list):
        return [part for row in document if isinstance(row, dict) for part in _unwrapped(row)]
    if isinstance(document, dict):
        for name in _LISTS:
            if isinstance(document.get(name), list):
                rows = records_in(document[name])
                return [_with_owner(row, document) for row in rows] if name == "services" else rows
        found = _unwrapped(document)
        if found:
            return found
    raise BadFile(_("This is no feed of HSDS, Open Referral UK or Integreat."))


def _unwrapped(row: dict[str, Any]) -> list[Mapping[str, Any]]:
    if isinstance(row.get("service"), dict):  # a service_at_location with its service inside
        place = {name: value for name, value in row.items() if name != "service"}
        return [{**row["service"], "service_at_locations": [place]}]
    if isinstance(row.get("services"), list) and "name" in row:
        return [_with_owner(service, row) for service in row["services"] if isinstance(service, dict)]
    return [row] if "name" in row or is_page(row) else []


def _with_owner(service: Mapping[str, Any], owner: Mapping[str, Any]) -> Mapping[str, Any]:
    """Services inside an organisation do not name it again."""
    if isinstance(service.get("organization"), dict) or "name" not in owner:
        return service
    return {**service, "organization": {key: value for key, value in owner.items() if key != "services"}}


# ---- from an address -------------------------------------------------------------------------------------------


def _from_address(address: str, out: IO[str], fetch: Fetch) -> int:
    url = http.check_url(address)
    body = fetch(url)
    if body[:4] == b"PK\x03\x04":
        return _write(_zipped(body), out)
    document = _document(body)
    if (
        isinstance(document, dict)
        and "openapi_url" in document
        and not any(name in document for name in _LISTS)
    ):
        url = url.rstrip("/") + "/services"  # the root of an HSDS API tells its version only
        document = _document(fetch(_page_url(url, 1)))
    elif isinstance(document, dict) and _last_page(document) > 1:
        document = _document(fetch(_page_url(url, 1)))
    return _write(_pages(url, document, fetch), out)


def _zipped(body: bytes) -> Iterator[Mapping[str, Any]]:
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(body)
        file.flush()
        yield from tabular.services(Path(file.name))


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        try:
            return list(_by_line(body.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise BadFile(_("This is not a text file.")) from error


def _pages(url: str, document: Any, fetch: Fetch) -> Iterator[Mapping[str, Any]]:
    last = min(_last_page(document), MAX_PAGES) if isinstance(document, dict) else 1
    seen: set[str] = set()
    details = 0
    for number in range(1, last + 1):
        page = document if number == 1 else _document(fetch(_page_url(url, number)))
        rows = records_in(page)
        fresh = [row for row in rows if str(row.get("id")) not in seen]
        if rows and not fresh and number > 1:
            return  # a server that answers every page alike
        for row in fresh:
            if row.get("id"):
                seen.add(str(row["id"]))
            if details < MAX_DETAILS and _is_short(row) and isinstance(page, dict) and "total_items" in page:
                details += 1
                row = _detail(url, row, fetch)  # noqa: PLW2901 - the same service, told at length
            yield row


def _last_page(document: Mapping[str, Any]) -> int:
    for name in ("total_pages", "totalPages"):
        value = document.get(name)
        if isinstance(value, int) and value > 0:
            return value
    return 1


def _page_url(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), "page": str(number), "per_page": str(PER_PAGE), "full": "true"}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _is_short(row: Mapping[str, Any]) -> bool:
    """A list entry without what only the service's own page tells."""
    return not any(
        name in row for name in ("service_at_locations", "attributes", "languages", "cost_options", "phones")
    )


def _detail(url: str, row: Mapping[str, Any], fetch: Fetch) -> Mapping[str, Any]:
    parts = urlsplit(url)
    if not parts.path.rstrip("/").endswith("services") or not row.get("id"):
        return row
    address = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{row['id']}", query=""))
    try:
        detail = _document(fetch(address))
    except (http.FetchError, BadFile):
        return row
    return {**row, **detail} if isinstance(detail, dict) and detail.get("id") == row["id"] else row
