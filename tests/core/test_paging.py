from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.core import Case, make_case
from umsicht.core import paging


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (None, 1),
        ("", 1),
        ("2", 2),
        (" 3 ", 3),
        ("0", 1),
        ("-1", 1),
        ("abc", 1),
        ("1.5", 1),
        ("²", 1),
        ("٣", 1),
        ("9" * 5000, paging.MAX_PAGE),
        (2, 2),
        ("2; DROP TABLE", 1),
    ],
)
def test_any_page_parameter_gives_a_page(raw: object, number: int) -> None:
    assert paging.number_from(raw) == number


def test_page_beyond_the_end_is_the_last() -> None:
    page = paging.paginate_list(list(range(45)), "99", size=20)
    assert (list(page), page.number, page.pages, page.previous, page.next) == (
        [40, 41, 42, 43, 44],
        3,
        3,
        2,
        None,
    )
    assert (page.first_index, page.last_index, len(page)) == (41, 45, 5)


def test_empty_list_has_one_empty_page() -> None:
    page = paging.paginate_list([], "7")
    assert (list(page), page.number, page.pages, page.first_index, page.last_index, page.window()) == (
        [],
        1,
        1,
        0,
        0,
        [1],
    )


def test_deep_pages_are_cut_and_said_to_be() -> None:
    page = paging.from_total((), number=999, size=10, total=1_000_000, max_page=50)
    assert (page.number, page.pages, page.cut) == (50, 50, True)
    assert not paging.paginate_list([1]).cut


@given(st.integers(0, 5000), st.integers(1, 100), st.text(max_size=4) | st.integers(-5, 600))
def test_pages_cover_every_item_once(total: int, size: int, raw: object) -> None:
    page = paging.paginate_list(range(total), raw, size=size)
    assert 1 <= page.number <= page.pages
    assert list(page) == list(range(total))[(page.number - 1) * size : page.number * size]


@given(st.integers(1, 60), st.integers(1, 60))
def test_window_shows_ends_and_neighbours_without_hiding_a_single_page(number: int, pages: int) -> None:
    page: paging.Page[int] = paging.from_total((), number=number, size=1, total=pages)
    window = page.window()
    shown = [n for n in window if n is not None]
    assert shown == sorted(set(shown))
    assert {1, page.number, pages} <= set(shown)
    for position, entry in enumerate(window):
        if entry is None:
            before, after = window[position - 1], window[position + 1]
            assert before is not None
            assert after is not None
            assert after - before > 2


@pytest.mark.store
@pytest.mark.parametrize(("rows", "queries"), [(0, 1), (1, 2), (3, 2)])
def test_paginate_asks_for_count_and_slice(
    case_table: None, rows: int, queries: int, django_assert_num_queries: Any
) -> None:
    for _turn in range(rows):
        make_case()
    with django_assert_num_queries(queries):
        page = paging.paginate(Case.objects.order_by("pk"), "1", size=2)
    assert (len(page), page.total) == (min(rows, 2), rows)
