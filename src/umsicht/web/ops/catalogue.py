"""The component page: each example is a small template, drawn and shown as it is written.

So the page can't drift from the components, and what is shown can be copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from umsicht.ui.nav import Group, Link
from umsicht.web.ops import samples

EXAMPLES = Path(__file__).resolve().parent.parent / "templates" / "ops" / "examples"


@dataclass(frozen=True)
class Example:
    """`name` is the file in templates/ops/examples; `wide` lets it use the page's whole width."""

    name: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    example: Example
    html: SafeString
    source: str


GROUPS: tuple[tuple[str, tuple[Example, ...]], ...] = (
    (
        "Rahmen",
        (
            Example(
                "header",
                "Kopf und Hauptmenü",
                "Steht in layouts/public.html; hier mit einem Punkt als aktuelle Seite.",
            ),
            Example("crumbs", "Brotkrumen"),
            Example("page_head", "Seitenkopf"),
            Example("sections", "Abschnitt"),
            Example("helplines", "Hilfetelefone und Fuß", "Stehen unter jeder öffentlichen Seite."),
            Example("hero", "Bühne mit Suche und Notruf"),
            Example("desk_bar", "Leiste und Navigation der Arbeitsplätze"),
        ),
    ),
    (
        "Texte und Zeichen",
        (
            Example("buttons", "Schaltflächen", "Eine Hauptschaltfläche je Ansicht."),
            Example("notices", "Hinweise und Meldungen"),
            Example("tags", "Marken, Rollen, Zeichen"),
            Example("icons", "Alle Zeichen"),
            Example("lights", "Verfügbarkeit und Siegel", "Form, Wort und Datum; nie Farbe allein."),
            Example("empty", "Nichts da", "Sagt, warum, und was als Nächstes geht."),
            Example("progress", "Fortschritt"),
            Example("share", "Weitergeben und Drucken"),
        ),
    ),
    (
        "Listen",
        (
            Example("lines", "Linierte Listen"),
            Example("dates", "Termine"),
            Example("needs", "Einstieg nach Anliegen"),
            Example("facts", "Angaben"),
            Example("table", "Tabelle", "Unter 768 px wird jede Zeile ein Block."),
            Example("pages", "Seitenzahlen"),
            Example("way", "Weg in Schritten"),
            Example("thread", "Roter Faden", "Woher etwas kam und was daraus wurde. Gepunktet: noch nicht."),
            Example("claims", "Aussage und Beleg"),
            Example("clocks", "Drei Uhren"),
            Example("steps", "Stufen der Wirksamkeit"),
        ),
    ),
    (
        "Suchen und Filtern",
        (
            Example("search", "Suchleiste"),
            Example("filters", "Filter, Chips, Ansicht"),
            Example("hit", "Treffer"),
        ),
    ),
    (
        "Formulare",
        (
            Example("form", "Formular"),
            Example(
                "form_errors",
                "Formular mit Fehlern",
                "Zusammenfassung oben, Fehler am Feld, beides verknüpft.",
            ),
            Example(
                "dialog", "Rückfrage", "Ohne Skript führt der Auslöser auf eine Seite mit derselben Frage."
            ),
            Example("tabs", "Reiter", "Ohne Skript Verweise auf Abschnitte, die alle zu sehen sind."),
        ),
    ),
    (
        "Zahlen und Karten",
        (
            Example("figure", "Abbildung mit Tabelle"),
            Example("definition", "Was eine Zahl bedeutet"),
            Example("map", "Karte mit gleicher Liste"),
        ),
    ),
    (
        "Arbeitsplatz",
        (
            Example("panel", "Bereich und Aufgaben"),
            Example("sums", "Summen und Tagesordnung"),
        ),
    ),
)


@cache
def source(name: str) -> str:
    return (EXAMPLES / f"{name}.html").read_text(encoding="utf-8").strip()


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the component page."""
    context = samples.context()
    groups = [
        (
            title,
            [
                Drawn(
                    example,
                    SafeString(render_to_string(f"ops/examples/{example.name}.html", dict(context), request)),
                    source(example.name),
                )
                for example in examples
            ],
        )
        for title, examples in GROUPS
    ]
    nav = [
        Group(title, [Link(example.title, f"#k-{example.name}") for example in examples])
        for title, examples in GROUPS
    ]
    return {"groups": groups, "nav": nav, "desk_url": "/desk", "public_url": "/", "role_label": "Betrieb"}
