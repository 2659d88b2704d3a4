from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.search import Shelf, make_shelf
from umsicht.search import registry, status, writer
from umsicht.search.domain import changed
from umsicht.search.engine import store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def _command(*words: str) -> str:
    out = StringIO()
    call_command("search", *words, stdout=out)
    return out.getvalue()


def test_status_says_what_is_in_use_and_how_far_behind() -> None:
    make_shelf("Mobbing")
    assert not status().usable
    writer.rebuild()
    changed(kind="thing", ids=[1, 2])
    found = status()
    assert (found.generation, found.documents, found.behind, found.usable) == (
        store.current(),
        {"thing": 1},
        2,
        True,
    )
    assert found.bytes > 0


def test_command_builds_describes_and_follows() -> None:
    make_shelf("Mobbing")
    with pytest.raises(CommandError, match="umsicht search rebuild"):
        _command("status")
    assert "thing: 1 in" in _command("rebuild")
    changed(kind="thing", ids=[1])
    assert "behind      1 changes" in _command("status")
    assert _command("catch-up") == "1 changes\n"
    assert "behind      0 changes" in _command("status")
    assert _command("prune", "--days", "0") == "1 rows\n"


def test_command_says_when_another_process_writes() -> None:
    make_shelf("Mobbing")
    with store.lock("writer"), pytest.raises(CommandError, match=r"writer\.lock"):
        _command("catch-up")


def test_kind_with_unclear_names_is_refused() -> None:
    with pytest.raises(ValueError, match="names must be distinct"):
        registry.Kind("Thing", ids=list, fetch=lambda ids: [])
    assert Shelf().kind.name == "thing"
