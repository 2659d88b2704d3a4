"""No hidden number follows from what is shown: asked of an attacker who adds up in whole numbers and knows everything public."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.situation.attacker import given_away
from umsicht.situation.domain.catalogue import DATA, load_catalogue
from umsicht.situation.domain.protection import Count, Family, Kin, family, flags
from umsicht.situation.suppression import Bound, Line, hidden

LIMIT = 5
RELATED: Family = {
    "all": Kin(["theft", "rest"]),
    "theft": Kin(["plain", "heavy"], ["bikes", "cars"]),
    "rest": Kin(contains=["raid"]),
    "raid": Kin(nearly={"bank": [], "shop": [], "street": [2017]}),
}
LEAVES = ("plain", "heavy", "rest", "bikes", "cars", "raid", "bank", "shop", "street")
numbers = st.integers(0, 40) | st.integers(0, 6)


@st.composite
def tables(draw: st.DrawFn) -> dict[tuple[str, str], int]:
    """Counts by key and region, consistent as a real table is: groups, subgroups, and the state's sum."""
    regions = [f"14{number:03d}" for number in range(draw(st.integers(1, 6)))]
    table: dict[tuple[str, str], int] = {}
    for region in regions:
        values = {key: draw(numbers) for key in LEAVES}
        values["plain"] += draw(st.sampled_from([0, 0, 3])) + max(
            0, values["bikes"] + values["cars"] - values["plain"] - values["heavy"]
        )
        rests = draw(st.sampled_from([0, 0, 0, 1, 2]))
        values["raid"] = values["bank"] + values["shop"] + values["street"] + rests
        values["rest"] = max(values["rest"], values["raid"])
        values["theft"] = values["plain"] + values["heavy"]
        values["all"] = values["theft"] + values["rest"]
        table |= {(key, region): value for key, value in values.items()}
    for key in {key for key, _region in table}:
        table[key, "14"] = sum(table[key, region] for region in regions)
    return table


def counts_of(cases: dict[tuple[str, str], int], cleared: dict[tuple[str, str], int]) -> list[Count]:
    return [
        Count(number, key, region, value, cleared[key, region], False, False)
        for number, ((key, region), value) in enumerate(cases.items())
    ]


@settings(max_examples=25)
@given(tables(), st.data())
def test_no_hidden_number_can_be_worked_out(table, data):
    share = data.draw(st.floats(0, 1))
    cleared = dict.fromkeys(table, 0)
    for key, region in table:
        if key in LEAVES and region != "14":
            cleared[key, region] = round(table[key, region] * share)
    for key, region in table:
        if region != "14" and key in {"theft", "all"}:
            parts = {"theft": ("plain", "heavy"), "all": ("plain", "heavy", "rest")}[key]
            cleared[key, region] = sum(cleared[part, region] for part in parts)
    for key, region in table:
        if region == "14":
            cleared[key, region] = sum(value for (k, r), value in cleared.items() if k == key and r != "14")
    wanted = flags(counts_of(table, cleared), RELATED, year=2020, limit=LIMIT)
    cells = list(table)
    no_cases = {cells[number] for number, (first, _second) in wanted.items() if first}
    no_cleared = {cells[number] for number, (_first, second) in wanted.items() if second}

    assert {cell for cell, value in table.items() if 0 < value < LIMIT} <= no_cases <= no_cleared
    assert {cell for cell, value in cleared.items() if 0 < value < LIMIT} <= no_cleared
    assert given_away(table, no_cases, RELATED, limit=LIMIT, state="14") == []
    assert given_away(cleared, no_cleared, RELATED, limit=LIMIT, state="14") == []


@pytest.mark.django_db
@pytest.mark.parametrize("year", range(2015, 2023))
def test_no_hidden_number_of_the_real_saxon_tables_can_be_worked_out(year):
    load_catalogue()
    with (DATA / "pks_kreise_sachsen_2015_2022.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["jahr"] == str(year)]
    related = family()
    tables = []
    for column in ("faelle", "aufgeklaert"):
        table = {
            (row["schluessel"], row["kreis_ags"]): int(row[column])
            for row in rows
            if row["schluessel"] in related
        }
        table |= {
            (key, "14"): sum(value for (one, _r), value in table.items() if one == key)
            for key, _region in table
        }
        tables.append(table)
    wanted = flags(counts_of(*tables), related, year=year, limit=LIMIT)
    cells = list(tables[0])
    for number, table in enumerate(tables):
        secret = {cells[pk] for pk, hides in wanted.items() if hides[number]}
        assert given_away(table, secret, related, limit=LIMIT, state="14", year=year) == []


def cell(region: str) -> tuple[str, str]:
    return ("raub", region)


def table_of(**districts: int) -> tuple[dict[tuple[str, str], int], list[Line]]:
    counts = {cell(name): value for name, value in districts.items()} | {cell("14"): sum(districts.values())}
    return counts, [Line(cell("14"), tuple(cell(name) for name in districts))]


def test_one_small_number_takes_the_smallest_other_with_it():
    counts, lines = table_of(a=3, b=12, c=9, d=0)
    assert hidden(counts, lines, limit=LIMIT) == {cell("a"), cell("c")}


def test_two_small_numbers_whose_sum_is_small_take_a_third():
    counts, lines = table_of(a=1, b=1, c=9, d=20)
    assert hidden(counts, lines, limit=LIMIT) == {cell("a"), cell("b"), cell("c")}


def test_a_small_total_is_hidden_with_its_small_parts():
    counts, lines = table_of(a=3, b=0, c=0)
    assert hidden(counts, lines, limit=LIMIT) == {cell("a"), cell("14")}


def test_zeros_are_shown_and_never_taken_to_hide_another():
    counts, lines = table_of(a=3, b=0, c=30)
    assert hidden(counts, lines, limit=LIMIT) == {cell("a"), cell("c")}


def test_nothing_small_hides_nothing():
    counts, lines = table_of(a=30, b=0, c=5)
    assert hidden(counts, lines, limit=LIMIT) == set()


def test_a_group_and_its_parts_do_not_give_a_district_away():
    """Two districts, two parts: hiding along districts alone would leave each cell to be worked out along the groups."""
    counts = {
        ("whole", "a"): 13, ("whole", "b"): 40, ("x", "a"): 3, ("x", "b"): 20, ("y", "a"): 10, ("y", "b"): 20,
    }  # fmt: skip
    lines = [Line(("whole", region), (("x", region), ("y", region))) for region in "ab"]
    lines += [Line((key, "14"), ((key, "a"), (key, "b"))) for key in ("whole", "x", "y")]
    counts |= {(key, "14"): counts[key, "a"] + counts[key, "b"] for key in ("whole", "x", "y")}
    assert hidden(counts, lines, limit=LIMIT) == {("x", "a"), ("x", "b"), ("y", "a"), ("y", "b")}


def test_a_bridge_between_two_hidden_blocks_is_no_shelter():
    """Each line has two unknowns, yet the cell that joins the blocks is what their sums differ by."""
    blocks = [(r, c) for r in "ab" for c in "ij"] + [(r, c) for r in "cd" for c in "kl"]
    counts = {(r, c): 3 if (r, c) in {*blocks, ("b", "k")} else 30 for r in "abcd" for c in "ijkl"}
    counts |= {(r, "14"): sum(counts[r, c] for c in "ijkl") for r in "abcd"}
    counts |= {("whole", c): sum(counts[r, c] for r in "abcd") for c in "ijkl"}
    lines = [Line((r, "14"), tuple((r, c) for c in "ijkl")) for r in "abcd"]
    lines += [Line(("whole", c), tuple((r, c) for r in "abcd")) for c in "ijkl"]
    found = hidden(counts, lines, limit=LIMIT)
    assert found > {*blocks, ("b", "k")}


def test_as_many_cases_as_hidden_districts_hide_the_total_too():
    """Zeros are shown, so six hidden districts with six cases would have one each."""
    counts, lines = table_of(a=1, b=1, c=1, d=1, e=1, f=1, g=0, h=0)
    assert hidden(counts, lines, limit=LIMIT) == {cell(name) for name in "abcdef"} | {cell("14")}


def test_hidden_counts_may_each_be_anything_that_is_small():
    """Three that are 5 together could be 3 at most each."""
    counts, lines = table_of(a=1, b=2, c=2, d=9, e=20)
    assert hidden(counts, lines, limit=LIMIT) == {cell(name) for name in "abcd"}


def test_the_remainder_of_a_group_shelters_only_as_far_as_it_goes():
    """7 of the 9 are shown; with a remainder of 1 the hidden one could be 2 at most."""
    counts = {("whole", "a"): 9, ("x", "a"): 1, ("y", "a"): 7}
    bound = Bound(("whole", "a"), (("x", "a"), ("y", "a")))
    assert hidden(counts, [], [bound], limit=LIMIT) == {("x", "a"), ("y", "a")}
    counts["whole", "a"] = 20
    assert hidden(counts, [], [bound], limit=LIMIT) == {("x", "a")}


def test_parts_that_nearly_make_up_a_group_protect_each_other_except_in_years_they_lie_elsewhere():
    related: Family = {"violence": Kin(nearly={"killing": [], "rape": [2017], "raid": []})}
    cases = {("killing", "14511"): 2, ("rape", "14511"): 9, ("raid", "14511"): 30, ("violence", "14511"): 48}
    for year, other in ((2016, "rape"), (2017, "raid")):
        wanted = flags(counts_of(cases, cases), related, year=year, limit=LIMIT)
        assert [key for (key, _region), hides in zip(cases, wanted.values(), strict=True) if hides[0]] == [
            "killing",
            other,
        ]
