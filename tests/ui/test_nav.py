from __future__ import annotations

import pytest

from umsicht.ui.helplines import HELPLINES, Helpline
from umsicht.ui.nav import PUBLIC_MENU, Link, mark_current, public_menu


def test_menu_keeps_its_order_and_shows_only_what_exists() -> None:
    menu = public_menu({"reports": "/x/berichte", "offers": "/x/angebote", "dates": ""}, current="offers")
    assert [(str(link.label), link.url, link.current) for link in menu] == [
        ("Angebote", "/x/angebote", True),
        ("Berichte", "/x/berichte", False),
    ]


def test_whole_menu_in_order() -> None:
    menu = public_menu({key: f"/{key}" for key, _label in PUBLIC_MENU})
    assert [str(link.label) for link in menu] == [
        "Angebote", "Termine", "Mitmachen", "Präventionsrat", "Maßnahmen", "Lage", "Berichte",
    ]  # fmt: skip


def test_unknown_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="angebot"):
        public_menu({"angebot": "/x"})


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/desk/x", "/desk/x"),
        ("/desk/x/angebote", "/desk/x/angebote"),
        ("/desk/x/angebote/7", "/desk/x/angebote"),
        ("/desk/xy", None),
    ],
)
def test_longest_beginning_is_current(path: str, current: str | None) -> None:
    links = mark_current([Link("A", "/desk/x"), Link("B", "/desk/x/angebote")], path)
    assert next((link.url for link in links if link.current), None) == current


def test_numbers_can_be_called() -> None:
    assert Helpline("0800 111 0550", "x").tel == "08001110550"
    assert [line.tel for line in HELPLINES] == ["110", "112", "116016", "116111", "08001110550", "116006"]
