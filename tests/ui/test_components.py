"""Each component is drawn once in every state: well-formed, named, and without inline style or script."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

import umsicht.ui
from tests.ui.dom import Element, draw
from umsicht.ui.lists import Claim, Clock, Step, Todo
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table

COTTON = Path(umsicht.ui.__file__).parent / "templates" / "cotton"
DAY = dt.date(2026, 11, 24)
TABLE = Table(caption="Zahlen", columns=[Column("Jahr"), Column("Zahl", numeric=True)], rows=[["2026", 61]])

CONTEXT = {
    "day": DAY,
    "table": TABLE,
    "links": [Link("Eins", "/1", current=True, count=3), Link("Zwei", "/2")],
    "pairs": [("a", "Eins"), ("b", "Zwei"), ("c", "")],
    "parts": [("a", "Eins")],
    "steps": [Step("Hinweis", "dunkel", "/h", "14.01."), Step("Ergebnis", "offen", done=False)],
    "claims": [
        Claim("Belegt", [Link("Beschluss", "/b")]),
        Claim("Vermutet", state="view", by="Amt"),
        Claim("Unklar", state="open"),
    ],
    "clocks": [Clock("Bearbeitet", DAY), Clock("Geprüft", None, used=0.4, overdue=True)],
    "todo": [Todo("Prüfen", "/p", " bald", "seit gestern", "Öffnen", "/o", demo=True), Todo("Lesen", "/l")],
    "dates": [SimpleNamespace(day=DAY, url="/t", title="Abend", text="18 Uhr", demo=True)],
    "needs": [SimpleNamespace(icon="school", title="Schule", url="/s", text="Rat")],
}
STATES: dict[str, list[str]] = {
    "button": [
        "<c-button>Los</c-button>",
        '<c-button href="/x" kind="primary" icon="download" block="true">PDF</c-button>',
    ],
    "claims": ['<c-claims :items="claims" />'],
    "clocks": ['<c-clocks :items="clocks" />'],
    "dates": ['<c-dates :items="dates" level="2" />'],
    "definition": [
        '<c-definition term="Quote" as_of="2026" source="Amt" source_url="/q" limits="Nicht alles.">Text</c-definition>'
    ],
    "dialog": [
        '<c-dialog id="d" title="Sicher?">Text<c-slot name="footer"><button type="button">Ja</button></c-slot></c-dialog>'
    ],
    "drawer": ['<c-drawer :active="2" action="/x"></c-drawer>', "<c-drawer></c-drawer>"],
    "emergency": ["<c-emergency />"],
    "empty": [
        '<c-empty title="Nichts" href="/x" action="Anfangen" icon="inbox"><p>Weil.</p></c-empty>',
        '<c-empty title="Nichts" />',
    ],
    "facts": ['<c-facts :items="pairs" layout="inline" />'],
    "figure": [
        '<c-figure title="T" note="n" src="/x.svg" alt="A" as_of="heute" source="Amt" :table="table" csv="/c"><c-slot name="reading"><p>So</p></c-slot></c-figure>',
        "<c-figure></c-figure>",
    ],
    "form": ['<c-form action="/x" />'],
    "light": ['<c-light state="free" :as_of="day" />', '<c-light state="unknown" />'],
    "lines": ['<c-lines :items="links" count="true" />', '<c-lines roomy="true"><li>x</li></c-lines>'],
    "map": ['<c-map label="Orte" src="/x.json" source="OSM" side="true"><ul></ul></c-map>'],
    "needs": ['<c-needs :items="needs" />'],
    "notice": [
        f'<c-notice kind="{kind}" title="Titel">Text</c-notice>'
        for kind in ("info", "success", "warning", "error")
    ],
    "page_head": [
        '<c-page-head title="Titel" lead="Satz" meta="Stand" demo="true"><c-slot name="over">x</c-slot>y</c-page-head>'
    ],
    "pages": ['<c-pages :number="2" :last="9" />', '<c-pages :number="1" :last="1" />'],
    "panel": ['<c-panel title="Offen" id="p" kind="bad" count="2" more="/x" more_label="Alle">x</c-panel>'],
    "progress": [
        '<c-progress label="Läuft" :value="3" :max="9" />',
        '<c-progress label="Läuft" text="bald" />',
    ],
    "seal": ['<c-seal :until="day" href="/s" />', "<c-seal />"],
    "search": ['<c-search action="/x" value="Mobbing" hide_label="true" />', '<c-search action="/x" />'],
    "section": ['<c-section title="Teil" id="s" ground="surface" rule="true">x</c-section>'],
    "share": ['<c-share url="/x" hint="Nur die Suche." />'],
    "tabs": ['<c-tabs label="Teile" :items="parts"><section id="a"></section></c-tabs>'],
    "thread": ['<c-thread :steps="steps" row="true" />'],
    "todo": ['<c-todo :items="todo" />'],
    "toggle": ['<c-toggle label="Ansicht" :items="links" />'],
    "way": ['<c-way :steps="pairs" />'],
}
CASES = [(name, source) for name, sources in STATES.items() for source in sources]


def _drawn(source: str) -> Element:
    return draw(source, **CONTEXT, request=RequestFactory().get("/x?q=a&seite=2"))


def test_every_component_is_shown_here() -> None:
    assert set(STATES) == {path.stem for path in COTTON.glob("*.html")}


@pytest.mark.parametrize("path", sorted(COTTON.glob("*.html")), ids=lambda path: path.stem)
def test_component_begins_with_its_attributes_in_words(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("{# ")
    assert first.endswith(" #}")


@pytest.mark.parametrize(("name", "source"), CASES, ids=[f"{name}-{i}" for i, (name, _s) in enumerate(CASES)])
def test_component_is_well_formed_named_and_plain(name: str, source: str) -> None:
    tree = _drawn(source)
    assert [e.tag for e in tree.walk() if "style" in e.attrs or e.tag in {"style", "script"}] == []
    assert [e.tag for e in tree.walk() for attr in e.attrs if attr.startswith("on")] == []
    nameless = [
        e for e in tree.walk() if e.tag in {"a", "button"} and not (e.text or e.attrs.get("aria-label"))
    ]
    assert nameless == []
    labels = {label.attrs.get("for") for label in tree.all("label")}
    inputs = [e for e in tree.walk() if e.tag in {"input", "progress"} and e.attrs.get("type") != "hidden"]
    assert [e.attrs.get("id") for e in inputs if e.attrs.get("id") not in labels] == []
    ids = {e.attrs["id"] for e in tree.walk() if "id" in e.attrs}
    assert {e.attrs["aria-labelledby"] for e in tree.walk() if "aria-labelledby" in e.attrs} - ids == set()


@pytest.mark.parametrize(("name", "source"), CASES, ids=[f"{name}-{i}" for i, (name, _s) in enumerate(CASES)])
def test_component_escapes_what_it_is_given(name: str, source: str) -> None:
    hostile = re.sub(r'(title|label|lead|note|word|term|source|text|hint|action)="', r'\1="<x-evil>', source)
    assert draw(hostile.replace("<x-evil>", "{{ evil }}"), evil="<x-evil>", **CONTEXT).all("x-evil") == []


@pytest.mark.parametrize("given", ['title="{{ evil }}"', ':title="evil"'])
def test_text_is_escaped_once_whichever_way_it_comes(given: str) -> None:
    assert draw(f"<c-notice {given}>x</c-notice>", evil="<b>&</b>").one("h2").text == "<b>&</b>"


def test_notice_interrupts_only_when_asked() -> None:
    assert _drawn("<c-notice>x</c-notice>").one("div", class_="um-notice").attrs.get("role") is None
    assert _drawn('<c-notice role="alert">x</c-notice>').one(role="alert").text == "x"


def test_facts_leave_out_what_is_empty() -> None:
    assert [dt.text for dt in _drawn('<c-facts :items="pairs" />').all("dt")] == ["a", "b"]


def test_pages_keep_the_rest_of_the_address() -> None:
    tree = _drawn('<c-pages :number="2" :last="9" />')
    links = {link.text: link.attrs["href"] for link in tree.all("a")}
    assert links["1"] == "?q=a"
    assert links["3"] == "?q=a&seite=3"
    assert tree.one(aria_current="page").text == "2"


def test_single_page_shows_no_pagination() -> None:
    assert _drawn('<c-pages :number="1" :last="1" />').all("nav") == []


def test_thread_says_in_words_what_is_still_to_come() -> None:
    done, todo = _drawn('<c-thread :steps="steps" />').all("li")
    assert done.text == "Hinweis, 14.01. dunkel"
    assert todo.text == "Ergebnis, noch nicht offen"
    assert todo.classes == {"um-thread__todo"}


def test_claims_name_assessments_and_open_questions() -> None:
    texts = [item.text for item in _drawn('<c-claims :items="claims" />').all("li")]
    assert texts == ["BelegtBeschluss", "VermutetEinschätzung Amt", "Unklaroffen"]


def test_todo_button_stands_alone() -> None:
    tree = _drawn('<c-todo :items="todo" />')
    assert [link.text for link in tree.all("a", class_="kern-btn")] == ["Öffnen: Prüfen"]


def test_clock_without_date_says_so() -> None:
    texts = [item.text for item in _drawn('<c-clocks :items="clocks" />').all("li")]
    assert texts == ["Bearbeitet24. November 2026", "Geprüftnoch nicht"]


def test_map_stays_hidden_without_scripts_and_the_list_shows() -> None:
    tree = _drawn('<c-map label="Orte" src="/x.json"><ul><li>Büro</li></ul></c-map>')
    assert "hidden" in tree.one("figure").attrs
    assert tree.one(class_="um-map__list").text == "Büro"
    canvas = tree.one(aria_label="Orte")
    assert (canvas.attrs["data-src"], canvas.attrs["data-script"]) == ("/x.json", "/static/ui/js/map.js")


def test_dialog_opener_markup_needs_no_script() -> None:
    dialog = _drawn('<c-dialog id="d" title="Sicher?">x</c-dialog>').one("dialog")
    assert "open" not in dialog.attrs
    assert dialog.one("button").text == "Schließen"


def test_figure_carries_the_same_numbers_as_a_table() -> None:
    tree = _drawn('<c-figure src="/x.svg" alt="Bild" :table="table" />')
    assert tree.one("details").one("caption").text == "Zahlen"
    assert tree.one("img").attrs["alt"] == "Bild"
