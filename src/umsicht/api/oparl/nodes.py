"""Objects before they have addresses: what they say, and which other objects they point at or hold."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from umsicht.core import clock

Json = dict[str, Any]


@dataclass(frozen=True)
class Ref:
    """Points at an object; it gets an address when the answer is written."""

    kind: str
    pk: int = 0
    key: str = ""


@dataclass(frozen=True)
class Listing:
    """The address of an external list that belongs to an object."""

    of: Ref
    listed: str


@dataclass
class Node:
    """An object. `back` points at what holds it: said only where it stands alone, as the standard wants it."""

    ref: Ref
    body: Json
    back: Json = field(default_factory=dict)

    def digest(self) -> str:
        """Changes with everything the object shows, objects inside it included."""
        text = json.dumps(_plain({**self.body, **self.back}), ensure_ascii=False, sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Ref):
        return [value.kind, value.pk, value.key]
    if isinstance(value, Listing):
        return [_plain(value.of), value.listed]
    if isinstance(value, Node):
        return [_plain(value.ref), value.digest()]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def refs(value: Any) -> Iterator[Ref]:
    """Every object that is named or held anywhere in a value."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Listing):
        yield value.of
    elif isinstance(value, Node):
        yield value.ref
        yield from refs(list(value.body.values()))
        yield from refs(list(value.back.values()))
    elif isinstance(value, list):
        for part in value:
            yield from refs(part)


def said(**members: Any) -> Json:
    """Members that say something: OParl wants neither null nor empty texts and lists."""
    return {
        name: value for name, value in members.items() if value is not None and value != "" and value != []
    }


@lru_cache(maxsize=5_000)
def moment(value: dt.datetime | None) -> str | None:
    """On a Berlin clock, to the second, as the standard writes it."""
    return clock.local(value).replace(microsecond=0).isoformat() if value is not None else None


def day(value: dt.date | None) -> str | None:
    return value.isoformat() if value is not None else None


@lru_cache(maxsize=5_000)
def key_of(text: str) -> str:
    """A short stable key of a text: the same words, the same object."""
    words = " ".join(text.split()).casefold()
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


def keywords(*words: str, demo: bool = False) -> list[str]:
    return [word for word in words if word] + (["Demo"] if demo else [])


STEP, ITEM, TEXT, ADDED, WRITTEN = "step", "item", "text", "added", "written"
"""Keys of what is made from other records: consultations from steps or items, files from a paper's text or attached to it,
papers and consultations from a decision made in writing."""
