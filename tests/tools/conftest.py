from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

LIMITS = "[files]\n[functions]\n[templates]\n[unscoped]\ntotal = 0\n"
Write = Callable[[str, str], Path]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An empty repository with no exceptions from the budgets."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "limits.toml").write_text(LIMITS)
    return tmp_path


@pytest.fixture
def write(tree: Path) -> Write:
    def _write(name: str, text: str) -> Path:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write
