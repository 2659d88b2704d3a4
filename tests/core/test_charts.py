from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.test import override_settings

from tests.core import document_checks
from tests.factories.charts import every_kind, make_figure
from umsicht.core import charts
from umsicht.core.charts import (
    BARS,
    ChartError,
    DataColumn,
    Figure,
    by_name,
    over_time,
    rendering,
)
from umsicht.core.charts.cleaning import ATTRIBUTES
from umsicht.core.documents import Meta, docx_of_blocks, pdf_of_blocks


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all pictures the tests look at, drawn by one real child: that takes seconds."""
    folder = tmp_path_factory.mktemp("drawn")
    caches["default"].clear()
    with override_settings(DATA_DIR=folder):
        figures = [*every_kind(), make_figure(), make_figure(title="Mehr & weniger")]
        assert charts.warm(figures) == len(figures)
    return folder


@pytest.fixture
def pictures(drawn: Path, settings: Any) -> None:
    settings.DATA_DIR = drawn
    caches["default"].clear()


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[int]:
    """A fresh folder, and instead of the child something that counts and answers at once."""
    settings.DATA_DIR = tmp_path
    caches["default"].clear()
    asked: list[int] = []
    raw = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0,0"/></svg>'

    def render(figures: Sequence[Figure]) -> list[dict[str, str]]:
        asked.append(len(figures))
        return [dict.fromkeys(rendering.SIZES, raw) for _figure in figures]

    monkeypatch.setattr(rendering, "_render", render)
    return asked


@pytest.mark.parametrize("name", ["title", "description", "definition", "source", "reading_help"])
def test_figure_can_not_be_made_without_what_a_reader_needs(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        make_figure(**{name: "  "})


def test_figure_refuses_crooked_data() -> None:
    with pytest.raises(ValueError, match="one value per column"):
        make_figure(rows=[(1, 2)])
    with pytest.raises(ValueError, match="same key"):
        make_figure(columns=(DataColumn("a", "A"), DataColumn("a", "B")), rows=[])
    with pytest.raises(ValueError, match="module:function"):
        make_figure(draw="os.system")


def test_table_shows_what_the_picture_leaves_out() -> None:
    figure = make_figure()
    assert figure.header() == ["Jahr", "Fälle", "Anteil"]
    assert figure.table() == [
        ["2020", "1.280", "12,5\u00a0%"],
        ["2021", "unter 5", "–"],
        ["2022", "1.283", "50,0\u00a0%"],
    ]
    assert figure.data()[1] == {"year": 2021, "rate": None, "share": None}


def test_key_changes_with_everything_drawn_and_nothing_else() -> None:
    same = [make_figure(), make_figure(source="Andere Quelle"), make_figure(reading_help="Anders")]
    other = [
        make_figure(title="x"),
        make_figure(options={"x": "year", "y": "share"}),
        make_figure(rows=[]),
        make_figure(draw=BARS),
    ]
    assert len({figure.key for figure in same}) == 1
    assert len({figure.key for figure in [*same, *other]}) == 5


def assert_fit_for_a_page(svg: str, width: int) -> None:
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    titles = [root.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc")]
    assert root.get("aria-labelledby") == " ".join(str(node.get("id")) for node in titles if node is not None)
    assert abs(float(str(root.get("viewBox")).split()[2]) - width) <= 8
    assert "style" not in svg.replace("font-style", "")
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in {"script", "style", "image", "use", "a", "foreignObject"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert name in ATTRIBUTES | {"class", "viewBox", "role", "aria-labelledby"}
            assert "url(" not in value or value.startswith("url(#c")


def test_every_kind_of_chart_is_fit_for_a_page_in_both_widths(pictures: None) -> None:
    figures = every_kind()
    for figure in figures:
        for variant, (width, _height) in rendering.SIZES.items():
            assert_fit_for_a_page(str(charts.svg(figure, variant)), width)
    hostile = str(charts.svg(figures[3]))
    assert "&lt;/text&gt;&lt;script&gt;" in hostile
    assert hostile.count("<title") == 1


def test_picture_carries_its_texts_and_classes(pictures: None) -> None:
    svg = str(charts.svg(make_figure(title="Mehr & weniger")))
    assert ">Mehr &amp; weniger</title>" in svg
    assert ">Die Linie schwankt zwischen 246 und 318.</desc>" in svg
    assert ">1.283 Fälle<" in svg
    for name in ("c-grid", "c-muted", "c-line", "c-dot", "c-strong"):
        assert f'class="{name}"' in svg
    assert len(svg) < 10_000


def test_no_line_leads_over_a_cut(pictures: None) -> None:
    cut = next(figure for figure in every_kind() if "cuts" in figure.options)
    whole = next(
        figure for figure in every_kind() if "low" in figure.options and "cuts" not in figure.options
    )
    lines = [charts.svg(figure).count('class="c-line"') for figure in (whole, cut)]
    assert lines == [1, 2]


def test_ids_of_the_two_widths_differ(pictures: None) -> None:
    drawing = charts.drawing(make_figure())
    ids = [set(re.findall(r' id="([^"]+)"', str(svg))) for svg in (drawing.wide, drawing.narrow)]
    assert all(ids)
    assert not ids[0] & ids[1]


def test_picture_is_drawn_once_and_kept(no_child: list[int], tmp_path: Path) -> None:
    first = charts.svg(make_figure())
    assert charts.svg(make_figure(), "narrow") != first
    caches["default"].clear()
    assert charts.svg(make_figure()) == first
    assert charts.warm([make_figure()]) == 0
    assert charts.warm([make_figure(), make_figure(title="A"), make_figure(title="B")]) == 2
    assert no_child == [1, 2]
    assert {path.suffix for path in (tmp_path / "charts").iterdir()} == {"", ".svg"}


def test_figure_without_numbers_is_a_table_only(no_child: list[int]) -> None:
    for rows in ([], [(2020, None, None), (2021, "unter 5", None)]):
        figure = make_figure(rows=rows)
        assert charts.drawing(figure) == charts.Drawing(wide="", narrow="")  # type: ignore[arg-type]
        assert [block["kind"] for block in charts.printed(figure)] == ["paragraph", "paragraph", "table"]
    assert no_child == []


def test_prune_drops_pictures_nobody_drew_for_long(no_child: list[int], tmp_path: Path) -> None:
    charts.svg(make_figure())
    old = next((tmp_path / "charts").glob("*-wide.svg"))
    os.utime(old, (time.time() - 91 * 86_400,) * 2)
    assert charts.prune() == 1
    assert [path.name.split("-")[1] for path in (tmp_path / "charts").glob("*.svg")] == ["narrow.svg"]


def test_failing_child_is_a_chart_error(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    with pytest.raises(ChartError, match="Drawing failed"):
        charts.svg(make_figure(draw="umsicht.core.charts.over_time:nothing"))


def test_page_stands_without_the_picture(no_child: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(figures: Sequence[Figure]) -> None:
        raise ChartError("Drawing failed")

    monkeypatch.setattr(rendering, "_render", fail)
    assert charts.drawing(make_figure()) == charts.Drawing(wide="", narrow="")  # type: ignore[arg-type]
    assert [block["kind"] for block in charts.printed(make_figure())] == ["paragraph", "paragraph", "table"]


def test_more_kinds_than_can_be_told_apart_are_refused() -> None:
    rows = [{"x": 1, "s": name, "n": 1} for name in "abcde"]
    with pytest.raises(ValueError, match="four lines"):
        over_time.series(rows, (760, 320), {"x": "x", "y": "n", "series": "s"})
    with pytest.raises(ValueError, match="three parts"):
        by_name.shares(rows, (760, 320), {"name": "x", "part": "s", "value": "n"})


@pytest.fixture
def child_environment(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> dict[str, str]:
    """Instead of starting a child: note its environment and let it hang."""
    settings.DATA_DIR = tmp_path
    seen: dict[str, str] = {}

    def hang(*args: Any, **options: Any) -> None:
        seen.update(options["env"])
        raise subprocess.TimeoutExpired("child", options["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    return seen


def test_drawing_that_hangs_is_ended_and_sees_no_secrets(
    child_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "very secret")
    with pytest.raises(ChartError, match="70 seconds"):
        charts.svg(make_figure())
    assert child_environment.keys() <= {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH", "PYTHONUTF8"}


def test_printed_figure_is_accessible_and_has_its_table(pictures: None, tmp_path: Path) -> None:
    blocks = charts.printed(make_figure(note="Die Achse beginnt bei null."))
    meta = Meta(title="Bericht", author="Geschäftsstelle", date=dt.date(2026, 11, 22))
    data = pdf_of_blocks(blocks, meta=meta)
    document_checks.assert_accessible_and_lasting(data, tmp_path)
    words = document_checks.words(data)
    for wanted in (
        "Die Achse beginnt bei null.",
        "unter 5",
        "Gezählt werden",
        "22.11.2026",
        "Amtliche Statistik",
    ):
        assert wanted in words
    assert docx_of_blocks(blocks, meta=meta).startswith(b"PK")


def test_legend_escapes_and_uses_known_marks() -> None:
    html = str(charts.legend([("line", "Wert <b>"), ("band", "Spanne")]))
    assert html.count("<li>") == 2
    assert "Wert &lt;b&gt;" in html
    assert "style=" not in html
    with pytest.raises(KeyError):
        charts.legend([("nothing", "x")])
