from __future__ import annotations

import pytest

from umsicht.core.ordering import order_by

SORTS = {"titel": ("title",), "neu": ("-day", "title")}


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("titel", ("title", "pk")),
        ("-titel", ("-title", "-pk")),
        ("neu", ("-day", "title", "pk")),
        ("-neu", ("day", "-title", "-pk")),
        ("", ("-title", "-pk")),
        ("-", ("-title", "-pk")),
        ("--titel", ("-title", "-pk")),
        ("password", ("-title", "-pk")),
    ],
)
def test_only_known_words_order_and_every_order_is_complete(sort: str, wanted: tuple[str, ...]) -> None:
    assert order_by(sort, SORTS, "-titel") == wanted
