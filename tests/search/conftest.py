from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from umsicht.search import registry
from umsicht.search.engine.reader import reader


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
