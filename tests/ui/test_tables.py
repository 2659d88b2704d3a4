from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.http import QueryDict

from tests.ui.dom import draw, parse
from umsicht.ui.tables import Column, Table

COLUMNS = [Column("Thema", sort="thema"), Column("Zahl", numeric=True, sort="zahl"), Column("Tag")]


def _table(**changes: object) -> Table:
    values: dict[str, object] = {
        "caption": "Angebote <je> Thema",
        "columns": COLUMNS,
        "rows": [["Gewalt <b>", 1007, dt.date(2026, 11, 24)], ["Sucht", None, ""]],
    }
    return Table(**(values | changes))  # type: ignore[arg-type]


def test_rows_and_columns_have_headings() -> None:
    tree = parse(str(_table()))
    assert tree.one("caption").text == "Angebote <je> Thema"
    assert [th.text for th in tree.all("th", scope="col")] == ["Thema", "Zahl", "Tag"]
    assert [th.text for th in tree.all("th", scope="row")] == ["Gewalt <b>", "Sucht"]


def test_cells_are_written_as_people_read_them() -> None:
    cells = [td.text for td in parse(str(_table())).all("td")]
    assert cells == ["1.007", "24.11.2026", "–", "–"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "ja"), (False, "nein"), (0, "0"), (Decimal("12.50"), "12,50"), ("<i>", "<i>")],
)
def test_cell_values(value: object, shown: str) -> None:
    table = _table(columns=[Column("A"), Column("B")], rows=[["x", value]])
    assert parse(str(table)).one("td").text == shown


def test_narrow_screens_get_the_name_of_the_column() -> None:
    tree = parse(str(_table()))
    assert tree.one("table").classes == {"um-table", "um-table--cards"}
    assert [td.attrs["data-label"] for td in tree.all("td")] == ["Zahl", "Tag", "Zahl", "Tag"]


def test_sort_links_turn_round_keep_the_query_and_leave_the_page() -> None:
    query = QueryDict("q=Mobbing&seite=4&sortierung=zahl")
    tree = parse(str(_table(sorted_by="zahl", query=query)))
    links = {link.text: link.attrs["href"] for link in tree.one("thead").all("a")}
    assert links == {"Thema": "?q=Mobbing&sortierung=thema", "Zahl": "?q=Mobbing&sortierung=-zahl"}
    sorting = {th.text: th.attrs.get("aria-sort") for th in tree.all("th", scope="col")}
    assert sorting == {"Thema": None, "Zahl": "ascending", "Tag": None}


def test_descending_is_announced_and_turns_to_ascending() -> None:
    tree = parse(str(_table(sorted_by="-zahl")))
    heading = next(th for th in tree.all("th", scope="col") if th.text == "Zahl")
    assert heading.attrs["aria-sort"] == "descending"
    assert heading.one("a").attrs["href"] == "?sortierung=zahl"


def test_row_of_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        str(_table(rows=[["nur eins"]]))


def test_template_draws_a_table_unescaped() -> None:
    assert len(draw("{{ table }}", table=_table()).all("tr")) == 3
