"""Checks Word and Excel files (a zip of XML) and packs them anew: no macros, no foreign objects, no remote templates."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import BinaryIO

from umsicht.files.cleaning.result import Cleaned, Piece, Refused
from umsicht.files.kinds import ACCEPTED

MAX_ENTRIES = 5000
MAX_TOTAL = 300_000_000
MAX_RATIO = 200
SMALL = 1_000_000
"""Below this an entry may be packed as tightly as it likes."""

MAX_PRINTER_SETTINGS = 100_000

_MAIN = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_NAME = re.compile(r"(?:[^/\\\x00-\x1f:]+/)*[^/\\\x00-\x1f:]+")
_FORBIDDEN_NAME = re.compile(
    r"vbaproject|vbadata|macrosheets?/|activex|\.(?:bin|exe|dll|js|vbs|ps1|bat|cmd|com|scr|lnk|hta|jar|html?|swf)$",
    re.IGNORECASE,
)
_PRINTER_SETTINGS = re.compile(r"xl/printerSettings/[^/]+\.bin", re.IGNORECASE)
_MACRO_TYPES = (b"macroenabled", b"vbaproject", b"activex", b"ms-office.vba")
_REMOTE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External[\"'])"
    rb"(?=[^>]*Type\s*=\s*[\"'][^\"']*/(?:attachedTemplate|oleObject|subDocument|frame|image|aFChunk|package)[\"'])",
    re.IGNORECASE | re.DOTALL,
)
_DDE = re.compile(rb"<ddeLink\b|\bDDEAUTO\b|\bDDE\s", re.IGNORECASE)


def clean(source: Path, extension: str, target: Path) -> Cleaned:
    """Raises Refused for what is no such file, holds anything that can act, or unpacks to far too much."""
    path = target / f"master.{extension}"
    with source.open("rb") as stream:
        path.write_bytes(_repacked(stream, extension, nested=False))
    return Cleaned([Piece(str(path), ACCEPTED[extension].mime)])


def _repacked(stream: BinaryIO, extension: str, *, nested: bool) -> bytes:
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = _checked_entries(archive)
            contents = {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("unreadable") from error
    _check_types(contents, extension)
    for name, content in contents.items():
        contents[name] = _check_part(name, content, nested=nested)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise Refused("too_complex")
    if len(names) != len(set(names)) or any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("unreadable")
    for entry in entries:
        if not _NAME.fullmatch(entry.filename) or ".." in entry.filename.split("/"):
            raise Refused("unreadable")
        if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused("too_complex")
    return entries


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """At most what the entry says it holds: a lying header must not fill the memory."""
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise Refused("unreadable")
    return content


def _check_types(contents: dict[str, bytes], extension: str) -> None:
    types = contents.get("[Content_Types].xml", b"")
    if any(word in types.lower() for word in _MACRO_TYPES):
        raise Refused("macros")
    if _MAIN[extension] not in types:
        raise Refused("wrong_type")


def _check_part(name: str, content: bytes, *, nested: bool) -> bytes:
    """Raises Refused; answers the content to keep."""
    lower = name.lower()
    if _PRINTER_SETTINGS.fullmatch(name) and len(content) <= MAX_PRINTER_SETTINGS:
        return content
    if _FORBIDDEN_NAME.search(lower):
        raise Refused("macros" if "vba" in lower or "macro" in lower else "embedded")
    if lower.endswith((".xml", ".rels", ".vml")):
        _check_xml(lower, content)
    elif "/embeddings/" in lower:
        inner = lower.rpartition(".")[2]
        if nested or inner not in _MAIN:
            raise Refused("embedded")
        return _repacked(io.BytesIO(content), inner, nested=True)
    return content


def _check_xml(name: str, content: bytes) -> None:
    squeezed = content.replace(b"\x00", b"")  # UTF-16 too
    if b"<!doctype" in squeezed.lower() or b"<!entity" in squeezed.lower():
        raise Refused("unreadable")
    if name.endswith(".rels") and _REMOTE.search(squeezed):
        raise Refused("remote")
    if ("externallinks/" in name and b"ddelink" in squeezed.lower()) or (
        name.startswith("word/") and b"instrtext" in squeezed.lower() and _DDE.search(squeezed)
    ):
        raise Refused("remote")
