from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.utils.translation import override

import umsicht.ui
from tests.ui.dom import parse
from umsicht.ui import markup
from umsicht.ui.facets import chips, facet, options
from umsicht.ui.lists import Chip, Option
from umsicht.ui.nav import Link
from umsicht.ui.paging import GAP, window

SRC = Path(umsicht.ui.__file__).parent.parent
USED = re.compile(r"""\{%\s*icon "([a-z0-9-]+)"|\bicon\("([a-z0-9-]+)"\)""")


def test_icon_is_hidden_and_points_into_the_sprite() -> None:
    svg = parse(markup.icon("arrow", "um-icon--lg")).one("svg")
    assert svg.attrs["aria-hidden"] == "true"
    assert svg.classes == {"um-icon", "um-icon--lg"}
    assert svg.one("use").attrs["href"] == "/static/ui/icons.svg#arrow"


def test_every_icon_that_templates_name_exists() -> None:
    named = {
        first or second
        for path in [*SRC.rglob("templates/**/*.html"), *SRC.rglob("*.py")]
        for first, second in USED.findall(path.read_text(encoding="utf-8"))
    }
    assert named - set(markup.icon_names()) == set()


def test_icon_follows_a_change_of_the_static_address(settings: object) -> None:
    settings.STATIC_URL = "/anders/"  # type: ignore[attr-defined]
    assert "/anders/ui/icons.svg#x" in markup.icon("x")


@pytest.mark.parametrize("make", [markup.tag, markup.seal, markup.role], ids=lambda make: make.__name__)
def test_words_are_escaped(make: object) -> None:
    assert parse(make("<b>x</b>")).text == "<b>x</b>"  # type: ignore[operator]


def test_tag_of_a_kind() -> None:
    tag = parse(markup.tag("nicht öffentlich", "closed", "lock-small")).one("span")
    assert tag.classes == {"um-tag", "um-tag--closed"}
    assert len(tag.all("svg")) == 1


@pytest.mark.parametrize(
    "call",
    [lambda: markup.tag("x", "rot"), lambda: markup.light("voll"), lambda: markup.step(4, "x")],
    ids=["tag", "light", "step"],
)
def test_unknown_states_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"Unknown|steps"):
        call()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("free", "Plätze frei"),
        ("few", "wenige Plätze"),
        ("wait", "Warteliste"),
        ("unknown", "Plätze unbekannt"),
    ],
)
def test_light_says_its_state_in_words(state: str, word: str) -> None:
    light = parse(markup.light(state)).one("span")
    assert light.text == word
    assert light.one("use").attrs["href"].endswith(f"#{state}")


def test_light_takes_own_words_and_the_language_of_the_page() -> None:
    assert parse(markup.light("paused", "macht Pause bis März")).text == "macht Pause bis März"
    with override("en"):
        assert parse(markup.light("free")).text == "Places free"


def test_dates_as_an_office_writes_them() -> None:
    assert markup.day(dt.date(2026, 1, 4)) == "04.01.2026"
    assert markup.long_day(dt.date(2026, 11, 24)) == "24. November 2026"
    assert markup.time_tag(dt.date(2026, 1, 4), "heute") == '<time datetime="2026-01-04">heute</time>'


@pytest.mark.parametrize(
    ("used", "ring"),
    [(None, None), (0.0, None), (0.5, "62.8 125.66"), (1.0, "125.7 125.66"), (7.0, "125.7 125.66")],
)
def test_clock_ring_shows_the_used_share(used: float | None, ring: str | None) -> None:
    rings = parse(markup.clock_face(used)).all("circle", class_="um-clock__used")
    assert [circle.attrs["stroke-dasharray"] for circle in rings] == ([ring] if ring else [])


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 0, []),
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (4, 12, [1, 2, 3, 4, 5, GAP, 12]),
        (6, 12, [1, GAP, 5, 6, 7, GAP, 12]),
        (12, 12, [1, GAP, 11, 12]),
        (99, 5, [1, GAP, 4, 5]),
        (-3, 5, [1, 2, GAP, 5]),
    ],
)
def test_window_of_pages(number: int, last: int, shown: list[int]) -> None:
    assert window(number, last) == shown


def _options(count: int, *checked: int) -> list[Option]:
    return [Option(str(n), f"Wahl {n}", 1000 + n, checked=n in checked) for n in range(count)]


def test_facet_names_each_box_and_counts() -> None:
    tree = parse(facet("Für <wen>", "fuer", _options(2, 1)))
    assert tree.one("legend").text == "Für <wen>"
    assert [box.attrs.get("checked") for box in tree.all("input")] == [None, ""]
    assert [label.text for label in tree.all("label")] == ["Wahl 0 1.000", "Wahl 1 1.001"]
    assert [label.one("input").attrs["value"] for label in tree.all("label")] == ["0", "1"]


def test_long_facet_folds_but_never_hides_a_chosen_box() -> None:
    tree = parse(facet("Klasse", "klasse", _options(12, 11)))
    folded = tree.one("details")
    assert folded.one("summary").text == "3 weitere zeigen"
    assert [box.attrs["value"] for box in folded.all("input")] == ["8", "9", "10"]


def test_chips_say_what_a_click_does() -> None:
    tree = parse(chips([Chip("Klasse <8>", "?a=1&b=2")], "?"))
    first, reset = tree.all("a")
    assert (first.text, first.attrs["href"]) == ("Klasse <8> , Filter entfernen", "?a=1&b=2")
    assert (reset.text, reset.attrs["href"]) == ("Alle zurücksetzen", "?")


def test_options_are_escaped_and_one_is_chosen() -> None:
    tree = parse(f"<select>{options([('a', 'Süd <1>'), (5, '5 km'), ('b', 'B')], 5)}</select>")
    assert [(o.attrs["value"], o.text, "selected" in o.attrs) for o in tree.all("option")] == [
        ("a", "Süd <1>", False),
        ("5", "5 km", True),
        ("b", "B", False),
    ]


def test_no_chips_without_filters() -> None:
    assert chips([], "?") == ""


def test_menu_items_are_escaped_and_marked() -> None:
    items = parse(markup.links([Link("<A>", "/?a=1&b=2", current=True, lang="en"), Link("B", "/b")], "eng"))
    first, second = items.all("li", class_="eng")
    link = first.one("a")
    assert (link.text, link.attrs["href"]) == ("<A>", "/?a=1&b=2")
    assert (link.attrs["lang"], link.attrs["hreflang"], link.attrs["aria-current"]) == ("en", "en", "page")
    assert second.one("a").attrs == {"href": "/b"}


def test_no_menu_without_items() -> None:
    assert markup.links(()) == markup.crumbs([]) == ""


def test_day_of_a_moment_is_the_day_it_was_in_berlin() -> None:
    shortly_after_midnight = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    assert markup.day(shortly_after_midnight) == "23.11.2026"
    assert markup.long_day(shortly_after_midnight) == "23. November 2026"
    assert markup.day(dt.date(2026, 11, 22)) == "22.11.2026"
