from __future__ import annotations

import pytest

from umsicht.core.meanwhile import ChangedMeanwhile, merge, renewed, stamp

SHOWN = {"title": "Alt", "price": 10, "topics": ["a"]}


def test_only_what_the_sender_changed_is_written() -> None:
    sent = SHOWN | {"title": "Neu"}
    assert merge(sent, SHOWN, stamp=stamp(SHOWN)) == {"title": "Neu"}


def test_changes_in_different_fields_do_not_disturb_each_other() -> None:
    held = SHOWN | {"price": 20}
    assert merge(SHOWN | {"title": "Neu"}, held, stamp=stamp(SHOWN)) == {"title": "Neu"}


def test_the_same_change_on_both_sides_is_no_clash() -> None:
    both = SHOWN | {"price": 20}
    assert merge(both, both, stamp=stamp(SHOWN)) == {}


def test_a_field_changed_on_both_sides_is_left_to_a_person() -> None:
    with pytest.raises(ChangedMeanwhile) as found:
        merge(SHOWN | {"price": 30, "title": "Neu"}, SHOWN | {"price": 20}, stamp=stamp(SHOWN))
    assert [(one.name, one.mine, one.theirs) for one in found.value.clashes] == [("price", 30, 20)]
    assert found.value.status == 409


def test_a_renewed_stamp_settles_the_clash_and_still_guards_the_other_fields() -> None:
    held = SHOWN | {"price": 20, "topics": ["b"]}
    again = renewed(stamp(SHOWN), {"price": 20})
    assert merge(SHOWN | {"price": 30}, held, stamp=again) == {"price": 30}
    with pytest.raises(ChangedMeanwhile):
        merge(SHOWN | {"price": 30, "topics": ["c"]}, held, stamp=again)


def test_line_ends_of_browsers_and_empty_values_are_no_change() -> None:
    held = {"text": "eins\nzwei", "list": [], "note": ""}
    sent = {"text": "eins\r\nzwei", "list": None, "note": None}
    assert merge(sent, held, stamp=stamp(held)) == {}


@pytest.mark.parametrize("sent", ["", "Unsinn", "title", ":", "title:zzz " * 1000])
def test_a_missing_or_broken_stamp_never_breaks_the_form(sent: str) -> None:
    try:
        assert merge({"title": "Neu"}, {"title": "Alt"}, stamp=sent) == {"title": "Neu"}
    except ChangedMeanwhile:
        assert "title:" in sent
