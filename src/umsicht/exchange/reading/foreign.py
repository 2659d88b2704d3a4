"""Records of foreign feeds, one JSON object per line (fetching.spool wrote them), as items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.text import one_line, truncate
from umsicht.exchange.items import Item
from umsicht.exchange.reading import hsds
from umsicht.exchange.reading.cells import Words
from umsicht.exchange.reading.texts import Mapped, prose, summary_of, take_terms, with_source


def items(path: Path, words: Words, mapped: Mapped) -> Iterator[Item]:
    """`mapped`: folded word of the source → (list, code) an office chose."""
    place = _("Record %(number)s")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            where = place % {"number": number}
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            if not isinstance(record, dict):
                bad = Item(place=where, key=f"?{number}", title="", offer={})
                bad.refuse("", _("This is no record."), line)
                yield bad
            elif is_page(record):
                yield page(record, where, words, mapped)
            else:
                yield hsds.item(record, where, words, mapped)


def is_page(record: Mapping[str, Any]) -> bool:
    return "titel" in record and "text" in record and "url" in record


def page(record: Mapping[str, Any], place: str, words: Words, mapped: Mapped) -> Item:
    """A page of Integreat: advice of a district in plain German, without provider and price."""
    title = one_line(str(record.get("titel") or ""))
    area = one_line(str(record.get("gebiet") or "")) or "Integreat"
    url = str(record.get("url") or "")
    text = prose(str(record.get("text") or ""))
    item = Item(place=place, key=str(record.get("id") or url)[:200], title=title[:200], offer={})
    item.organisation = {"name": f"{area} (Integreat)"[:200], "website": site_of(url)}
    item.organisation_key = area[:200]
    item.tags = path_words(url, record.get("pfad"))
    offer: dict[str, Any] = {
        "title": truncate(title, 160),
        "summary": summary_of(text, title),
        "description": with_source(text, url, _("Source: %(url)s")),
    }
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(record.get("aktualisiert") or "")):
        offer["edited_on"] = str(record["aktualisiert"])
    item.offer = offer
    take_terms(item, words, mapped)
    if not title:
        item.refuse("titel", _("The title is missing."))
    return item


def site_of(url: str) -> str:
    found = re.match(r"https?://[^/\s]+", url)
    return found[0] + "/" if found else ""


def path_words(url: str, path: Any) -> list[str]:
    """The sections above a page, from its own path or its address."""
    if isinstance(path, list) and path:
        return [one_line(str(part))[:80] for part in path if str(part).strip()][:6]
    parts = [part for part in re.sub(r"^https?://[^/]+/", "", url).split("/") if part]
    return [part.replace("-", " ") for part in parts[2:-1]][:6]
