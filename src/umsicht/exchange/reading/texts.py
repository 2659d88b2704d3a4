"""What foreign texts, addresses and words are made of before they may stand in an offer."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from umsicht.core.text import clean, one_line, truncate
from umsicht.directory.validators import phone_validator
from umsicht.exchange.columns import folded
from umsicht.exchange.items import Item
from umsicht.exchange.reading.cells import Words
from umsicht.offers.validators import TERM_LISTS

Mapped = Mapping[str, tuple[str, str]]
LIST_OF: dict[str, str] = {str(scheme.value): name for name, scheme in TERM_LISTS.items()}
"""List of the vocabulary → the field of an offer that holds its terms."""
_BLOCK = re.compile(r"<\s*(?:br|/p|/li|/h[1-6]|/div|/tr)\b[^>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
_DROP = re.compile(r"<\s*(script|style)\b.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,2000}>")
_MANY = re.compile(r"\n{3,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„\"])")
MAX_TEXT = 15_000
_web = URLValidator(schemes=["http", "https"])


def web(address: Any) -> str:
    """A web address, with https:// where the scheme was left out; "" for what is none."""
    text = one_line(str(address or ""))
    if not text:
        return ""
    text = text if text.startswith(("http://", "https://")) else f"https://{text}"
    try:
        _web(text)
    except ValidationError:
        return ""
    return text if len(text) <= 300 else ""


def email(address: Any) -> str:
    text = one_line(str(address or ""))
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""


def phone(number: Any) -> str:
    """The first number as it may be dialled; words around it are dropped."""
    text = re.sub(r"[^0-9+()/\- ]", " ", str(number or "").split(" or ")[0].split(";")[0])
    text = " ".join(text.split())[:40].strip(" -/")
    try:
        phone_validator(text)
    except ValidationError:
        return ""
    return text


def prose(markup: str) -> str:
    """HTML or text as plain paragraphs; lists keep their marks. Nothing of the markup stays."""
    text = _DROP.sub(" ", markup)
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n", _ITEM.sub("\n- ", text)))
    text = clean(html.unescape(text).replace("\xa0", " "))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _MANY.sub("\n\n", text)[:MAX_TEXT].strip()


def summary_of(text: str, title: str) -> str:
    first = _SENTENCE.split(one_line(text), maxsplit=1)[0] if text else title
    return truncate(first, 300)


def with_source(text: str, url: str, words: str) -> str:
    return f"{text}\n\n{words % {'url': url}}".strip() if url.startswith(("http://", "https://")) else text


def take_terms(item: Item, words: Words, mapped: Mapped) -> None:
    """Words the office mapped become terms of the offer; the others stay as words of the source."""
    offer = item.offer if item.offer is not None else {}
    left: list[str] = []
    for tag in dict.fromkeys(item.tags):
        scheme, code = mapped.get(folded(tag)[:160], ("", ""))
        name = LIST_OF.get(scheme)
        if name and code in words.catalogue.scheme(scheme):
            held = offer.setdefault(name, [])
            if code not in held:
                held.append(code)
        elif not scheme:
            left.append(tag)
    item.tags = left
