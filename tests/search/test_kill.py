"""The writer is killed with -9 again and again, while it builds and while it follows; in the end nothing is missing."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from umsicht.search import Request, registry, search
from umsicht.search.engine import store
from umsicht.search.engine.reader import reader
from umsicht.search.registry import Kind

ROOT = Path(__file__).resolve().parents[2]
THINGS = 400


class World:
    """The "database" of a real process: a log in SQLite, and the things in a file."""

    def __init__(self, folder: Path) -> None:
        self.database, self.file = folder / "log.sqlite3", folder / "things.json"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "umsicht.config.settings",
            "DEMO": "1",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        self.things = dict.fromkeys(range(1, THINGS + 1), "fassung0")
        self.rng = random.Random(11)

    def save(self) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(self.things), encoding="utf-8")
        fresh.replace(self.file)

    def change(self, version: int) -> None:
        """Some things get a new title, some go, some come; then the log says so, as one transaction would."""
        touched = self.rng.sample(range(1, THINGS + 60), 25)
        for number in touched:
            if self.rng.random() < 0.25:
                self.things.pop(number, None)
            else:
                self.things[number] = f"fassung{version}"
        self.save()
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            connection.executemany(
                "INSERT INTO search_indexchange (kind, object_id, at, xid) VALUES ('thing', ?, datetime('now'), 0)",
                [(number,) for number in touched],
            )

    @contextmanager
    def writer(self) -> Iterator[subprocess.Popen[bytes]]:
        """A writer process that dies by kill -9."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.search.follower", str(self.file)],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(20)

    def matches(self) -> bool:
        """Is the index exactly what the file says, title by title?"""
        reader.refresh(force=True)
        found: dict[int, str] = {}
        for version in sorted(set(self.things.values())):
            result = search(Request("thing", version, limit=10_000, expand=False))
            found.update(dict.fromkeys(result.ids, version))
        everything = search(Request("thing", limit=10_000))
        return found == self.things and sorted(everything.ids) == sorted(self.things)


def test_writer_killed_at_any_point_catches_up(tmp_path: Path, settings: Any) -> None:
    world = World(tmp_path)
    world.save()
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    registry.register(Kind("thing", ids=list, fetch=lambda ids: []))
    subprocess.run(
        [sys.executable, "-m", "umsicht.config.cli", "migrate", "search", "--verbosity", "0"],
        cwd=ROOT,
        env=world.env,
        check=True,
        timeout=120,
    )
    version, kills = 0, 0
    while kills < 5:
        with world.writer() as process:
            until = time.monotonic() + 60
            # The first lives are cut off while building, the later ones while following.
            while kills > 1 and not store.current() and time.monotonic() < until:
                time.sleep(0.05)
            for _ in range(3):
                version += 1
                world.change(version)
                time.sleep(world.rng.uniform(0.05, 0.9))
            assert process.poll() is None
        kills += 1
    with world.writer():
        until = time.monotonic() + 90
        while not world.matches() and time.monotonic() < until:
            time.sleep(0.1)
        assert world.matches()


@pytest.mark.parametrize("torn", ["", "{", '{"epoch": "x"'])
def test_torn_files_never_replace_whole_ones(tmp_path: Path, torn: str) -> None:
    """What a crash leaves beside a file is ignored."""
    store.write_json(tmp_path / "position.json", {"a": 1})
    (tmp_path / ".position.json.99.abc").write_text(torn, encoding="utf-8")
    assert store.read_json(tmp_path / "position.json") == {"a": 1}
