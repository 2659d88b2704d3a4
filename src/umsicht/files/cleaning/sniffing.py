"""A first look by content: does it look like what its name says?"""

from __future__ import annotations

from pathlib import Path

from umsicht.files.cleaning.result import Refused

_HEADS = {
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
}
_TEXTS = {"csv", "ics", "txt"}
# Text has no signature of its own, so a signature that puremagic knows well makes it something else.
_SURE = 0.5
_TEXT_LIKE = {".txt", ".csv", ".ics", ".ical", ".vcs", ".md", ".ini", ".eml", ".json", ""}


def check(path: Path, extension: str) -> None:
    """Raises Refused("empty") or Refused("wrong_type")."""
    with path.open("rb") as source:
        head = source.read(1024)
    if not head:
        raise Refused("empty")
    if extension in _TEXTS:
        if head.startswith(
            tuple(start for starts in _HEADS.values() for start in starts)
        ) or _is_something_else(path):
            raise Refused("wrong_type")
        return
    if not head.startswith(_HEADS[extension]):
        raise Refused("wrong_type")
    if extension == "webp" and head[8:12] != b"WEBP":
        raise Refused("wrong_type")


def _is_something_else(path: Path) -> bool:
    import puremagic  # reason: slow

    try:
        guesses = puremagic.magic_file(str(path))
    except (puremagic.PureError, ValueError):
        return False
    best = guesses[0] if guesses else None
    return best is not None and best.confidence >= _SURE and best.extension not in _TEXT_LIKE
