"""The rows of a table as items, by the columns that were assigned."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.exchange.columns import BY_KEY, Field, folded
from umsicht.exchange.items import KEY_LENGTH, Item
from umsicht.exchange.reading import tables
from umsicht.exchange.reading.cells import Words, read

OURS_ALONE = frozenset({"confirmed_on", "reviewed_on", "state", "published_at"})
"""What a list can't say: the provider's word, the board's word, and publication are given here."""


def items(path: Path, shape: tables.Shape, mapping: Mapping[str, str], words: Words) -> Iterator[Item]:
    """One item per row; what is wrong with a row stands in its problems. Raises BadFile where reading must stop."""
    chosen = [
        (position, heading, BY_KEY[mapping[heading]])
        for position, heading in enumerate(shape.columns)
        if mapping.get(heading) in BY_KEY and mapping[heading] not in OURS_ALONE
    ]
    place = _("Line %(line)s")
    for line, cells in tables.rows_of(path, shape):
        yield _item(place % {"line": line}, cells, chosen, words, len(shape.columns))


def _item(
    place: str, cells: list[str], chosen: list[tuple[int, str, Field]], words: Words, width: int
) -> Item:
    item = Item(place=place, key="", title="", offer={})
    extra = [cell for cell in cells[width:] if cell]
    if extra:
        item.refuse("", _("This row has more cells than the header."), extra[0])
    elif len(cells) < width and not any(cells[len(cells) :]) and len(cells) == 1 and width > 2:
        item.refuse("", _("This row has fewer cells than the header."), cells[0])
    found: dict[str, Any] = {}
    for position, heading, field in chosen:
        cell = cells[position] if position < len(cells) else ""
        if not cell:
            continue
        try:
            found[field.key] = read(field, cell, words)
        except BadInput as error:
            item.refuse(heading, error.message, cell)
    _sort_in(item, found)
    return item


def _sort_in(item: Item, found: dict[str, Any]) -> None:
    item.sessions = found.pop("sessions", None)
    offer = item.offer if item.offer is not None else {}
    for key, value in found.items():
        field = BY_KEY[key]
        part = {"offer": offer, "organisation": item.organisation, "point": item.point}[field.owner]
        part[field.name] = value
    item.title = str(offer.get("title", ""))[:200]
    provider = str(item.organisation.get("name", ""))
    item.organisation_key = str(item.organisation.get("code", "")) or folded(provider)[:KEY_LENGTH]
    if item.point:
        item.point_key = (
            str(item.point.get("code", ""))
            or f"{item.organisation_key[:100]}|{folded(str(item.point.get('name') or item.point.get('street') or ''))[:90]}"
        )
    item.key = str(offer.get("code", "")) or _key(provider, item.title)
    if not item.title:
        item.refuse("title", _("The title is missing."))


def _key(provider: str, title: str) -> str:
    """Rows without a code of their own are known again by provider and title."""
    return "zeile-" + hashlib.sha256(f"{folded(provider)}|{folded(title)}".encode()).hexdigest()[:40]
