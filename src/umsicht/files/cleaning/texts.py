"""Plain text, CSV and calendar files: readable, in UTF-8, and really text."""

from __future__ import annotations

import re
from pathlib import Path

from umsicht.files.cleaning.result import Cleaned, Piece, Refused
from umsicht.files.kinds import ACCEPTED

MAX_BYTES = 20_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|#!)", re.IGNORECASE)


def clean(source: Path, extension: str, target: Path) -> Cleaned:
    """Write the text in UTF-8 without control characters in it. Raises Refused for binary or markup."""
    raw = source.read_bytes()
    if len(raw) > MAX_BYTES:
        raise Refused("too_large")
    text = _decoded(raw)
    if _CONTROL.search(text) or _MARKUP.match(text):
        raise Refused("wrong_type")
    if extension == "ics" and not text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCALENDAR"):
        raise Refused("wrong_type")
    path = target / f"master.{extension}"
    path.write_bytes(text.encode("utf-8"))
    return Cleaned([Piece(str(path), ACCEPTED[extension].mime)])


def _decoded(raw: bytes) -> str:
    codecs = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    raise Refused("wrong_type")
