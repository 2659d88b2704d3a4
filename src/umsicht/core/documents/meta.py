"""What stands around every document: who issues it, what it is called, its date and where its facts come from."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from umsicht.core.documents.blocks import linked

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ACCENT = "#0b5058"


@dataclass(frozen=True, kw_only=True)
class Meta:
    """Title, author (an office, never a person) and date also go into the file's own properties.

    `letterhead` lines stand on the first page, the first one as the sender's name. `marking` ("Entwurf", "Demo") is
    repeated on each page. `source_line` ends the document: where its facts come from and as of when. `date_words` stand
    instead of the date where its day is not known.
    """

    title: str
    author: str
    date: dt.date
    date_words: str = ""
    language: str = "de"
    subject: str = ""
    keywords: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ()
    reference: str = ""
    marking: str = ""
    source_line: str = ""
    accent: str = ACCENT

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.author.strip():
            raise ValueError("A document needs a title and an author.")
        if self.language not in {"de", "en"}:
            raise ValueError("Documents are written in German or English.")
        if not _COLOUR.fullmatch(self.accent):
            raise ValueError("The accent is a colour such as #0b5058.")

    @property
    def date_text(self) -> str:
        """22. November 2026"""
        return self.date_words or format_date(self.date, format="long", locale=self.language)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "author": self.author,
            "language": self.language,
            "subject": self.subject,
            "keywords": list(self.keywords),
            "letterhead": [linked(row) for row in self.letterhead],
            "reference": self.reference,
            "marking": self.marking,
            "source-line": linked(self.source_line) if self.source_line else [],
            "accent": self.accent,
            "date-text": self.date_text,
            "year": self.date.year,
            "month": self.date.month,
            "day": self.date.day,
        }
