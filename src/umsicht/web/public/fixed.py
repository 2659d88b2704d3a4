"""Fixed pages in German, English and easy German: imprint, privacy, accessibility, help, about, open data."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from umsicht.core import markdown
from umsicht.ui.nav import Link
from umsicht.web.public import frame, helplines, privacy, texts
from umsicht.web.public.frame import Portal

NAMES = {"de": "Deutsch", "en": "English", "ls": "Leichte Sprache"}
NO_CONTACT = {
    "de": "Die Anschrift ist noch nicht eingetragen. Bis dahin hilft die Geschäftsstelle des Landes weiter.",
    "en": "The address has not been entered yet. Until then the state office can help.",
    "ls": "Die Adresse fehlt noch.",
}


@dataclass(frozen=True)
class Variant:
    """The same page in another language."""

    label: str
    url: str
    lang: str
    current: bool


def address(portal: Portal, page: str, language: str) -> str:
    """Where a fixed page stands. "start" is the introduction in English or easy German, the home in German."""
    own = "" if page == "start" else page
    return portal.url("/".join(part for part in (texts.PREFIXES[language], own) if part))


def variants(portal: Portal, page: str, language: str) -> list[Variant]:
    return [
        Variant(NAMES[code], address(portal, page, code), texts.HTML_LANGUAGES[code], code == language)
        for code in texts.LANGUAGES
    ]


def _filled(portal: Portal, text: texts.Text, language: str) -> str:
    return text.filled(
        portal=portal.name,
        place=portal.place,
        base=portal.base,
        operator=f"**{frame.office_of(portal)}**",
        contact=frame.contact_of(portal, language) or NO_CONTACT[language],
    )


def _values(portal: Portal, name: str, language: str) -> dict[str, Any]:
    text = texts.text(name, language)
    values: dict[str, Any] = {
        "title": Template(text.title).substitute(place=portal.place),
        "lead": text.lead,
        "body": markdown.html(_filled(portal, text, language), heading=2, trusted=True),
        "variants": variants(portal, name, language),
        "page_lang": texts.HTML_LANGUAGES[language],
    }
    if name == "hilfe":
        values["groups"] = helplines.groups(language)
        values["checked_on"] = helplines.as_of()
        values["own_lines"] = portal.tenant.emergency_numbers
    if name == "datenschutz" and language != "ls":
        values["declarations"] = privacy.declarations()
    return values


@require_safe
def fixed(
    request: HttpRequest, page: str, language: str = "de", municipality: str | None = None
) -> HttpResponse:
    """One of texts.PAGES, or the introduction ("start"), in one language. The whole frame speaks it, too."""
    portal = frame.portal_of(request)
    with translation.override("en" if language == "en" else "de"):
        values = _values(portal, page, language)
        template = "public/help.html" if page == "hilfe" else "public/fixed.html"
        response = frame.page(
            request,
            template,
            values,
            crumbs=[Link(values["title"], "")],
            current="help" if page == "hilfe" else "",
        )
    response["Content-Language"] = "en" if language == "en" else "de"
    return response
