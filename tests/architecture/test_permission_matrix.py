"""Every named address is in the matrix, and every person gets there what the matrix says."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from tests.architecture.addresses import all_addresses
from tests.architecture.matrix import ROWS
from tests.architecture.persons import PERSONS, World
from tests.architecture.rows import Row


def test_every_address_has_a_name() -> None:
    assert [route for name, route in all_addresses() if name.rsplit(":")[-1] == ""] == []


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named, rows = {name for name, _route in all_addresses()}, {row.name for row in ROWS}
    assert (sorted(named - rows), sorted(rows - named)) == ([], [])


def test_every_row_answers_for_every_person() -> None:
    assert [str(row) for row in ROWS if tuple(row.expect) != PERSONS] == []


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_answers_follow_the_matrix(world: World, row: Row) -> None:
    url = reverse(row.name, kwargs=row.kwargs(world)) + row.query(world)
    found: dict[str, int] = {}
    for person in row.asked:
        with transaction.atomic():
            response = getattr(world.client(person), row.method)(url, row.data)
            response.close()  # a file that nobody reads
            found[person] = response.status_code
            transaction.set_rollback(True)
    wrong = {
        person: f"{found[person]}, not {row.expect[person]}"
        for person in row.asked
        if found[person] != row.expect[person]
    }
    assert wrong == {}
