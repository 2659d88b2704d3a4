from __future__ import annotations

from dataclasses import replace

import pytest

from umsicht.web.desk import nav, panels


@pytest.fixture
def quiet_nav(monkeypatch: pytest.MonkeyPatch) -> None:
    """A navigation that counts nothing, for tests of what a page itself asks the store."""
    entries = {key: replace(entry, count=None) for key, entry in nav._entries.items()}
    monkeypatch.setattr(nav, "_entries", entries)
    monkeypatch.setattr(panels, "_waiting", {})
