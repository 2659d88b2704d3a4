from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories.search import EVERYWHERE, Shelf, build, make_shelf
from umsicht.search import registry
from umsicht.search.engine.reader import reader
from umsicht.search.registry import FilterPhrase


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Each test has an index folder and a registry of its own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    kept = [dict(held) for held in (registry._kinds, registry._concepts, registry._filters)]
    for held in (registry._kinds, registry._concepts, registry._filters):
        held.clear()
    reader.close()
    yield
    reader.close()
    for held, before in zip((registry._kinds, registry._concepts, registry._filters), kept, strict=True):
        held.clear()
        held.update(before)  # type: ignore[arg-type]


@pytest.fixture
def shop() -> Shelf:
    shelf = make_shelf()
    shelf.put(
        "Mobbing eins",
        facets={"colour": ["red", "blue"], "grade": ["7", "8"], "district": ["sonnenberg"]},
        numbers={"cost": 0, "age_from": 12, "age_to": 14, "date": 30},
        tenants=[1],
        point=(50.83, 12.95),
    )
    shelf.put(
        "Mobbing zwei",
        facets={"colour": ["red"], "grade": ["8"], "language": ["ar"]},
        numbers={"cost": 9_000, "age_from": 6, "age_to": 10, "date": 10},
        tenants=[1, 2],
        point=(50.90, 12.95),
    )
    shelf.put(
        "Mobbing drei",
        facets={"colour": ["green"], "grade": ["9"], "audience": ["eltern"]},
        numbers={"age_from": 0, "age_to": 120},
        tenants=[2],
        reach_km=EVERYWHERE,
    )
    build(
        shelf,
        filters=[
            FilterPhrase("audience", "eltern", "Eltern", ["Eltern"], marker="für"),
            FilterPhrase("district", "sonnenberg", "Sonnenberg", ["Sonnenberg"], point=(50.835, 12.95)),
            FilterPhrase("district", "gablenz", "Gablenz", ["Gablenz"], point=(50.89, 12.95)),
        ],
    )
    return shelf
