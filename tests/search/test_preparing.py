from __future__ import annotations

import io
import pickle
from typing import Any

import pytest

from tests.factories.search import Shelf, make_shelf
from umsicht.search import Request, preparing, search, writer
from umsicht.search.engine.reader import reader
from umsicht.search.language import analysis
from umsicht.search.registry import Kind


def _pickles(*values: Any) -> io.BytesIO:
    return io.BytesIO(b"".join(pickle.dumps(value) for value in values))


def test_helper_prepares_what_it_is_asked() -> None:
    shelf = make_shelf("Mobbing", "Rassismus")
    shelf.put("Entwurf", published=False)
    analysis.take_seen()  # what earlier tests left; a helper process begins with none
    target = io.BytesIO()
    preparing.serve(_pickles(("thing", [1, 2, 3]), ("thing", [9])), target)
    target.seek(0)
    rows, seen = pickle.load(target)
    assert [fields["id"] for fields, _codes in rows] == [1, 2]
    assert {"mobbing", "rassismus"}.issuperset(seen)
    assert pickle.load(target)[0] == []


def test_helper_refuses_an_unknown_kind() -> None:
    with pytest.raises(preparing.HelperFailed, match="nobody"):
        preparing.serve(_pickles(("nobody", [1])), io.BytesIO())


def test_helper_process_that_ends_is_noticed() -> None:
    """The real program, asked for a kind that it does not know."""
    helpers = preparing.Helpers(Kind("unheard", ids=list, fetch=lambda ids: []), number=1)
    try:
        with pytest.raises(preparing.HelperFailed):
            list(helpers.prepare(iter([[1], [2], [3]])))
    finally:
        helpers.close()


class _InProcess:
    """Helpers that work right here, in the order asked."""

    def __init__(self, kind: Kind) -> None:
        self.closed = False

    def prepare(self, chunks: Any) -> Any:
        for ids in chunks:
            target = io.BytesIO()
            preparing.serve(_pickles(("thing", list(ids))), target)
            target.seek(0)
            yield pickle.load(target)

    def close(self) -> None:
        self.closed = True


@pytest.mark.django_db(transaction=True)
def test_large_rebuild_is_the_same_with_helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf: Shelf = make_shelf()
    for number in range(2_500):
        shelf.put(f"Mobbing {number % 7}", facets={"colour": [("red", "blue")[number % 2]]})
    monkeypatch.setattr(preparing, "WORTH_HELPERS", 1_000)
    monkeypatch.setattr(preparing, "Helpers", _InProcess)
    said: list[str] = []
    writer.rebuild(progress=said.append)
    reader.refresh(force=True)
    result = search(Request("thing", "Mobbing", facets=("colour",)))
    assert (result.total, result.facets["colour"]) == (2_500, {"red": 1_250, "blue": 1_250})
    assert said[-1].startswith("thing: 2,500 in")
