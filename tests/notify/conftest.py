from __future__ import annotations

from dataclasses import replace

import pytest

from umsicht.notify import catalogue
from umsicht.notify.enums import Category


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> str:
    """A message that can be unsubscribed; none of the declared ones is."""
    kind = replace(catalogue.get("tenancy.role_granted"), key="tenancy.role_granted", category=Category.NEWS)
    monkeypatch.setitem(catalogue._types, kind.key, kind)
    return kind.key
