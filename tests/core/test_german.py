"""German from fixed text: counts, cases, dates, lists. The phrase books of all packages render with any values."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import clock, german
from umsicht.core.german import Noun, Phrases

MEETING = Noun("Sitzung", "Sitzungen", "f")
DECISION = Noun("Beschluss", "Beschlüsse", "m", genitive="Beschlusses")
NAME = Noun("Name", "Namen", "m", weak="Namen", genitive="Namens")
BOOKS = sorted((Path(german.__file__).parents[1]).glob("*/data/bausteine.yaml"))


@pytest.mark.parametrize(
    ("number", "noun", "case", "text"),
    [
        (0, MEETING, "nom", "keine Sitzung"),
        (1, MEETING, "dat", "einer Sitzung"),
        (2, MEETING, "dat", "zwei Sitzungen"),
        (12, DECISION, "dat", "zwölf Beschlüssen"),
        (13, DECISION, "nom", "13 Beschlüsse"),
        (1, DECISION, "gen", "eines Beschlusses"),
        (0, DECISION, "akk", "keinen Beschluss"),
        (1, NAME, "akk", "einen Namen"),
        (1300, MEETING, "nom", "1.300 Sitzungen"),
    ],
)
def test_a_count_agrees_with_its_noun(number: int, noun: Noun, case: str, text: str) -> None:
    assert german.count(number, noun, case) == text


@given(st.integers(0, 10_000_000), st.sampled_from(german.CASES), st.sampled_from([MEETING, DECISION, NAME]))
def test_any_number_agrees_with_its_noun(number: int, case: str, noun: Noun) -> None:
    head, _space, tail = german.count(number, noun, case).partition(" ")
    assert tail == (noun.singular(case) if number < 2 else noun.plural(case))
    if number > 12:
        assert int(head.replace(".", "")) == number
        assert re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})*", head)
    else:
        assert not re.search(r"[0-9]", head)


@given(st.lists(st.text("abcäöü", min_size=1, max_size=5), min_size=1, max_size=9))
def test_a_list_has_one_and_before_its_last_part(items: list[str]) -> None:
    text = german.listed(items)
    assert re.split(r", | und ", text) == items
    assert text.count(" und ") == min(1, len(items) - 1)


@pytest.mark.parametrize(
    ("euros", "text"),
    [
        (1_300_000, "1,3 Millionen Euro"),
        (1_000_000, "1 Million Euro"),
        (1_234_567, "1.234.567 Euro"),
        (5000, "5.000 Euro"),
        (Decimal("12.5"), "12,50 Euro"),
    ],
)
def test_money_reads_like_in_a_paper(euros: float, text: str) -> None:
    assert german.money(euros).replace("\u00a0", " ") == text


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_can_be_read_back(day: dt.date) -> None:
    assert clock.parse_date(german.date_text(day)) == day
    assert german.date_text(day, "long").startswith(f"{day.day}. ")


def test_articles_and_pronouns_follow_gender_and_case() -> None:
    book = Phrases({"council": Noun("Rat", "Räte", "m"), "people": Noun("Leute", "Leute", "pl")}, {
        "a": "mit {x:the:dat}", "b": "{x:pron} kam", "c": "{x:the:dat}", "d": "{x:a:akk}",
    })  # fmt: skip
    assert book.say("a", x="council") == "Mit dem Rat"
    assert book.say("b", x="council") == "Er kam"
    assert book.say("c", x="people") == "Den Leuten"
    assert book.say("d", x="council") == "Einen Rat"


def test_nothing_in_a_value_is_a_placeholder() -> None:
    book = Phrases({}, {"a": "„{x}“"})
    assert book.say("a", x="{y} und {x}") == "„{y} und {x}“"


def test_a_missing_value_is_an_error_and_no_hole() -> None:
    with pytest.raises(KeyError):
        Phrases({}, {"a": "{x}"}).say("a")


@pytest.mark.parametrize("text", ["{n:cuont:x}", "{n:count:unknown}", "offene {klammer", "{n:wrong}"])
def test_a_book_with_a_form_that_means_nothing_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "data" / "b.yaml"
    path.parent.mkdir()
    path.write_text(f'sentences: {{a: "{text}"}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"b\.yaml, a"):
        german.book(path)


def test_a_way_of_saying_a_part_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text("sentences: {a: {most: Fast alle.}}", encoding="utf-8")
    with pytest.raises(ValueError, match="most"):
        german.book(path)


def _values(book: Phrases, key: str, number: int) -> dict[str, Any]:
    """A value of the right kind for each placeholder."""
    found: dict[str, Any] = {}
    for name, forms in book.placeholders(key):
        form = forms[0] if forms else ""
        if form in {"count", "plural", "times", "number", "money", "some"}:
            found[name] = number
        elif form == "percent":
            found[name] = 0.462
        elif form == "date":
            found[name] = dt.date(2019, 8, 29)
        elif form == "list":
            found[name] = ["A", "B", "C"][: max(1, number % 4)]
        elif form in {"the", "a", "pron"}:
            found[name] = next(iter(book.nouns))
        else:
            found.setdefault(name, "etwas")
    return found


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.parts[-3])
@pytest.mark.parametrize("number", [0, 1, 2, 12, 13, 1300])
def test_every_sentence_of_every_book_is_whole(path: Path, number: int) -> None:
    book = german.book(path)
    for key in book.sentences:
        text = book.say(key, **_values(book, key, number))
        assert text[0] == text[0].upper()
        assert not re.search(r"[{}|]|  |\bNone\b", text), text
        assert text[-1] in ".:“" or book.sentences[key].endswith("}"), text


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.parts[-3])
def test_every_sentence_is_said_somewhere(path: Path) -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in path.parents[1].rglob("*.py"))
    keys = {key.partition(".")[0] for key in german.book(path).sentences}
    assert [key for key in sorted(keys) if not re.search(rf"""["']{key}["']""", code)] == []


def test_each_package_that_speaks_has_a_book() -> None:
    assert {"council", "measures", "fieldwork", "offers", "directory", "situation", "reporting"} <= {
        path.parts[-3] for path in BOOKS
    }
