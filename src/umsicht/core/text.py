"""Small things about German text."""

from __future__ import annotations

import re
import unicodedata

_FOLD = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ẞ": "SS",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def fold(text: str) -> str:
    """ä → ae, ß → ss, other accents dropped. Keeps case, spaces and everything else."""
    text = unicodedata.normalize("NFC", text).translate(_FOLD)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slugify(text: str, *, max_length: int = 80) -> str:
    """ "Straße der Jugend" → "strasse-der-jugend": ASCII, cut at a word, empty when nothing is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")
    if len(slug) <= max_length:
        return slug
    head, dash, _tail = slug[: max_length + 1].rpartition("-")
    return (head if dash else slug[:max_length]).strip("-")


def visible(text: str) -> str:
    """Without control, zero-width and direction characters and lone surrogates, in NFC, lines ended by \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in _CONTROL.sub("", text) if not "\ud800" <= c <= "\udfff")
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """visible(), without blanks around: for everything a person typed."""
    return visible(text).strip()


def one_line(text: str) -> str:
    """clean(), with every run of white space made one blank: for names, titles and mail subjects."""
    return " ".join(clean(text).split())


def truncate(text: str, length: int) -> str:
    """At most `length` characters including the "…", cut after a word where there is one in the second half."""
    text = one_line(text)
    if len(text) <= length:
        return text
    if length < 1:
        return ""
    head = text[: length - 1]
    if not text[length - 1].isspace():
        at = head.rfind(" ")
        head = head[:at] if at >= length // 2 else head
    return head.rstrip(" ,;:–-.") + "…"


def listing(items: list[str], *, conjunction: str = "und") -> str:
    """ "A, B und C"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
