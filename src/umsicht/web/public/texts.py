"""Long fixed texts: Markdown files per language beside this module, with a short head (title, lead)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "content"
LANGUAGES = ("de", "en", "ls")
# What the page says of itself: `simple` is the registered subtag for easy language.
HTML_LANGUAGES = {"de": "de", "en": "en", "ls": "de-simple"}
PREFIXES = {"de": "", "en": "en", "ls": "leichte-sprache"}
PAGES = (
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "hilfe",
    "ueber",
    "offene-daten",
    "gebaerdensprache",
)


@dataclass(frozen=True)
class Text:
    title: str
    lead: str
    body: str

    def filled(self, **values: str) -> str:
        """The Markdown with its $places filled. Raises KeyError for a place nobody fills."""
        return Template(self.body).substitute(values)


@cache
def text(name: str, language: str) -> Text:
    """Raises FileNotFoundError for a page that does not exist in this language."""
    raw = (FOLDER / "texts" / f"{name}.{language}.md").read_text(encoding="utf-8")
    _empty, head, body = raw.split("---\n", 2)
    values = yaml.safe_load(head)
    return Text(values["title"], values["lead"], body.strip())


@cache
def data(name: str) -> dict[str, Any]:
    """A YAML file of content/. Don't change what it gives."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found
