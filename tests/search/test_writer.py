from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

from tests.factories.search import make_shelf
from umsicht.search import Request, registry, search, writer
from umsicht.search.domain import changed, lexicon_changed
from umsicht.search.engine import store
from umsicht.search.engine.reader import reader
from umsicht.search.errors import WriterBusy
from umsicht.search.models import IndexEpoch
from umsicht.search.registry import Concept, Document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def _found(text: str = "") -> list[int]:
    reader.refresh(force=True)
    return sorted(search(Request("thing", text)).ids)


@contextmanager
def _running() -> Iterator[threading.Event]:
    """The writer's loop in a thread, stopped and joined at the end."""
    stop = threading.Event()

    def loop() -> None:
        try:
            writer.run(stop)
        finally:
            connections.close_all()

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def _wait(text: str, expected: list[int], seconds: float = 15) -> float:
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if sorted(search(Request("thing", text)).ids) == expected:
            return time.monotonic() - started
        time.sleep(0.02)
    assert _found(text) == expected
    return seconds


def test_rebuild_makes_everything_findable() -> None:
    make_shelf("Mobbing", "Rassismus")
    name = writer.rebuild()
    assert (store.current(), _found(), _found("Mobbing")) == (name, [1, 2], [1])


def test_catch_up_takes_over_new_changed_and_deleted() -> None:
    shelf = make_shelf("Mobbing", "Rassismus")
    writer.rebuild()
    shelf.put("Sucht")
    shelf.put("Mobbing im Chat", id=2)
    del shelf.documents[1]
    changed(kind="thing", ids=[1, 2, 3])
    assert writer.catch_up() == 3
    assert (_found(), _found("Mobbing"), _found("Sucht")) == ([2, 3], [2], [3])
    assert writer.catch_up() == 0


def test_unpublishing_takes_an_object_out() -> None:
    shelf = make_shelf("Mobbing")
    writer.rebuild()
    shelf.put("Mobbing", id=1, published=False)
    changed(kind="thing", ids=[1])
    writer.catch_up()
    assert _found() == []


def test_changes_during_a_rebuild_are_not_lost() -> None:
    shelf = make_shelf("Mobbing")
    fetch = shelf.kind.fetch

    def slow_fetch(ids: list[int]) -> list[Document]:
        found = list(fetch(ids))
        shelf.put("Rassismus", id=1)
        changed(kind="thing", ids=[1])
        return found

    object.__setattr__(shelf.kind, "fetch", slow_fetch)
    writer.rebuild()
    object.__setattr__(shelf.kind, "fetch", fetch)
    assert _found("Mobbing") == [1]
    writer.catch_up()
    assert (_found("Mobbing"), _found("Rassismus")) == ([], [1])


def test_unknown_kinds_in_the_log_are_passed_over() -> None:
    make_shelf("Mobbing")
    writer.rebuild()
    changed(kind="nobody", ids=[1])
    assert writer.catch_up() == 1


def test_running_writer_follows_within_a_second() -> None:
    shelf = make_shelf("Mobbing")
    with _running():
        _wait("Mobbing", [1])
        lags = []
        for number in range(2, 7):
            shelf.put("Rassismus", id=number)
            changed(kind="thing", ids=[number])
            lags.append(_wait("Rassismus", list(range(2, number + 1))))
    assert sorted(lags)[len(lags) // 2] < 1.5


def test_running_writer_takes_over_a_rebuild_from_outside() -> None:
    shelf = make_shelf("Mobbing")
    with _running():
        _wait("Mobbing", [1])
        before = store.current()
        name = writer.rebuild()
        assert name != before
        shelf.put("Rassismus")
        changed(kind="thing", ids=[2])
        _wait("Rassismus", [2])
        assert store.current() == name


def test_readers_see_one_whole_generation_while_it_is_swapped() -> None:
    shelf = make_shelf(*(f"Mobbing {number}" for number in range(50)))
    writer.rebuild()
    stop, totals = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            result = search(Request("thing", "Mobbing", limit=50))
            totals.add((result.degraded, result.total, len(result.ids)))
            time.sleep(0.002)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for round_ in range(4):
            for number in range(1, 51):
                shelf.put(f"Mobbing {number} {round_}", id=number)
            writer.rebuild()
            time.sleep(0.25)
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
    assert totals == {(False, 50, 50)}


def test_second_writer_of_a_host_waits() -> None:
    make_shelf("Mobbing")
    with store.lock("writer"), pytest.raises(WriterBusy):
        writer.catch_up()


def test_second_rebuild_of_a_host_is_refused() -> None:
    make_shelf("Mobbing")
    with store.lock("rebuild"), pytest.raises(WriterBusy):
        writer.rebuild()


def test_full_facet_makes_room_by_a_rebuild() -> None:
    shelf = make_shelf("Mobbing")
    writer.rebuild()
    for number in range(2, 12):
        shelf.put("Mobbing", id=number, facets={"colour": [f"c{number}"], "shape": [f"s{number}"]})
    changed(kind="thing", ids=range(2, 12))
    writer.catch_up()
    reader.refresh(force=True)
    result = search(Request("thing", facets=("colour", "shape")))
    assert (result.total, len(result.facets["colour"]), len(result.facets["shape"])) == (11, 10, 10)


@pytest.mark.parametrize("damage", ["position", "layout", "meta", "generation", "pointer", "epoch"])
def test_writer_mends_what_is_damaged(damage: str) -> None:
    make_shelf("Mobbing")
    name = writer.rebuild()
    folder = store.generation(name)
    if damage == "position":
        (folder / "position.json").write_text("{", encoding="utf-8")
    elif damage == "layout":
        (folder / "thing/layout.json").write_text('{"signature": []}', encoding="utf-8")
    elif damage == "meta":
        (folder / "thing/meta.json").write_text("", encoding="utf-8")
    elif damage == "generation":
        folder.rename(folder.with_name("elsewhere"))
    elif damage == "pointer":
        (store.root() / "CURRENT").write_text("nonsense", encoding="utf-8")
    else:
        IndexEpoch.objects.update(token="another")
    writer.catch_up()
    assert store.current() not in ("", name)
    assert _found("Mobbing") == [1]


def test_position_older_than_the_log_reaches_back_means_a_rebuild() -> None:
    make_shelf("Mobbing")
    name = writer.rebuild()
    path = store.generation(name) / "position.json"
    store.write_json(path, {**store.read_json(path), "at": time.time() - 30 * 86_400})
    writer.catch_up()
    assert store.current() != name


def test_new_kind_gets_its_index() -> None:
    make_shelf("Mobbing")
    writer.rebuild()
    other = make_shelf("Rassismus", name="other")
    writer.catch_up()
    reader.refresh(force=True)
    assert search(Request("other", "Rassismus")).ids == []
    changed(kind="other", ids=other.ids())
    writer.catch_up()
    reader.refresh(force=True)
    assert search(Request("other", "Rassismus")).ids == [1]


def test_words_of_the_vocabulary_are_compiled_again() -> None:
    shelf = make_shelf()
    shelf.put("Sprechstunde", concepts=["sucht"])
    words = ["Cannabis"]
    registry.register_concepts("test", lambda: [Concept("sucht", "Sucht", words)])
    writer.rebuild()
    assert (_found("Cannabis"), _found("Lachgas")) == ([1], [])
    words.append("Lachgas")
    lexicon_changed()
    writer.catch_up()
    assert _found("Lachgas") == [1]


def test_old_generations_are_swept() -> None:
    make_shelf("Mobbing")
    first = writer.rebuild()
    store.generation("crashed").mkdir(parents=True)
    old = time.time() - 3600
    for name in (first, "crashed"):
        os.utime(store.generation(name), (old, old))
    second = writer.rebuild()
    left = {folder.name for folder in (store.root() / "generations").iterdir()}
    assert left == {second}
