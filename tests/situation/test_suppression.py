"""No hidden number follows from what is shown: asked of a linear programme that knows everything public."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from umsicht.situation.domain.protection import Count, Family, flags
from umsicht.situation.suppression import Line, hidden

LIMIT = 5
RELATED: Family = {
    "all": (["theft", "rest"], []),
    "theft": (["plain", "heavy"], ["bikes", "cars"]),
    "rest": ([], ["raid"]),
}
LEAVES = ("plain", "heavy", "rest", "bikes", "cars", "raid")
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


def spread(
    table: dict[tuple[str, str], int], secret: set[tuple[str, str]], cell: tuple[str, str]
) -> tuple[float, float]:
    """Least and most that a hidden count can be for a reader of everything shown, who knows how the figures hang together.

    Counts are not negative; a state is the sum of its districts, a group that of its parts, and at least its subgroups.
    A rate says no more than its count, and a share is shown only where both of its counts are.
    """
    place = {one: number for number, one in enumerate(table)}
    equal, bound = [], []
    regions = {region for _key, region in table}

    def row(whole: tuple[str, str], parts: list[tuple[str, str]]) -> np.ndarray:
        made = np.zeros(len(table))
        made[place[whole]] = -1
        for part in parts:
            made[place[part]] += 1
        return made

    for key in {key for key, _region in table}:
        equal.append(row((key, "14"), [(key, region) for region in regions if region != "14"]))
        exact, inside = RELATED.get(key, ([], []))
        for region in regions:
            equal += [row((key, region), [(part, region) for part in exact])] if exact else []
            bound += [row((key, region), [(part, region) for part in inside])] if inside else []
    limits = [(0, None) if one in secret else (value, value) for one, value in table.items()]
    aim = np.zeros(len(table))
    aim[place[cell]] = 1
    found = []
    for sign in (1, -1):
        answer = linprog(sign * aim, A_ub=np.array(bound), b_ub=np.zeros(len(bound)), A_eq=np.array(equal),
                         b_eq=np.zeros(len(equal)), bounds=limits)  # fmt: skip
        found.append(np.inf if answer.status == 3 else sign * answer.fun)
    return found[0], found[1]


@settings(max_examples=60)
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
    wanted = flags(counts_of(table, cleared), RELATED, limit=LIMIT)
    cells = list(table)
    no_cases = {cells[number] for number, (first, _second) in wanted.items() if first}
    no_cleared = {cells[number] for number, (_first, second) in wanted.items() if second}

    assert {cell for cell, value in table.items() if 0 < value < LIMIT} <= no_cases <= no_cleared
    assert {cell for cell, value in cleared.items() if 0 < value < LIMIT} <= no_cleared
    for cell in no_cases:
        least, most = spread(table, no_cases, cell)
        assert most - least > 0.5, f"{cell} is {table[cell]} for whoever adds up"
    consistent = all(
        cleared[key, region] >= sum(cleared[part, region] for part in RELATED[key][1])
        for key in RELATED
        for region in {region for _key, region in table}
    )
    for cell in no_cleared if consistent else ():
        if cleared[cell]:
            least, most = spread(cleared, no_cleared, cell)
            assert most - least > 0.5, f"cleared {cell} is {cleared[cell]} for whoever adds up"


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
