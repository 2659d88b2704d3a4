"""The pinned official OParl schemas as validators, with what they leave to the text of the standard.

Upstream's files name embedded objects by own keys and use the formats "url" and "date-time" in their own sense (chapter
2.4: seconds, numeric offset); both are checked here, and that there is no member which neither standard nor prefix allows.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

FILE = Path(__file__).with_name("schemas") / "oparl.json.gz"
NAMESPACE = "https://schema.oparl.org/1.1/"
Json = dict[str, Any]
formats = FormatChecker(formats=["date"])


@formats.checks("url")
def _is_url(value: object) -> bool:
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", value)


@formats.checks("date-time")
def _is_moment(value: object) -> bool:
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
    return not isinstance(value, str) or re.fullmatch(pattern, value) is not None


@cache
def schemas() -> dict[str, Json]:
    found: dict[str, Json] = json.loads(gzip.decompress(FILE.read_bytes()))
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas()[name], format_checker=formats)


def complaints(found: Json, expected: str = "", *, where: str = "$") -> Iterator[str]:
    """What is wrong with an object and with all objects inside it."""
    name = found.get("type", "").removeprefix(NAMESPACE)
    if name not in schemas() or (expected and name != expected):
        yield f"{where}: {found.get('type')!r} instead of {expected or 'a known type'}"
        return
    if found.get("deleted"):
        if set(found) != {"id", "type", "created", "modified", "deleted"}:
            yield f"{where}: a deleted object says {sorted(found)}"
        return
    for error in validator(name).iter_errors(found):
        yield f"{where}{error.json_path[1:]}: {error.message[:200]}"
    known = schemas()[name]["properties"]
    for member in found:
        if member not in known and ":" not in member:
            yield f"{where}.{member}: not of the standard"
        if found[member] in (None, "", []) and member not in schemas()[name]["required"]:
            yield f"{where}.{member}: says nothing"
    for member in {"created", "modified"} - set(found):
        yield f"{where}.{member}: missing"
    yield from _inside(found, known, where)


def _inside(found: Json, known: Json, where: str) -> Iterator[str]:
    for member, value in found.items():
        rule = known.get(member, {})
        if "schema" in rule and isinstance(value, dict):
            yield from complaints(value, rule["schema"].removesuffix(".json"), where=f"{where}.{member}")
        items = rule.get("items", {})
        if "schema" in items and isinstance(value, list):
            for number, part in enumerate(value):
                yield from complaints(
                    part, items["schema"].removesuffix(".json"), where=f"{where}.{member}[{number}]"
                )
