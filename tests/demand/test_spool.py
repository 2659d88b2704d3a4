"""The counts on their way from a web process to the database: nothing lost or doubled by a kill, everything bounded."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from umsicht.core import clock
from umsicht.demand import counter as counting
from umsicht.demand.counter import Gap, GapCounter
from umsicht.demand.domain import collecting
from umsicht.demand.models import GapCount, SpoolBatch
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def note(held: GapCounter, town: Tenant, number: int = 1, **fields: Any) -> None:
    for _number in range(number):
        held.note(Gap(town.pk, "search", "none", topic="sucht", **fields), same_as=time.perf_counter_ns())


@pytest.mark.store
def test_counts_of_several_processes_add_up(town: Tenant, tmp_path: Path) -> None:
    for number in (2, 3):
        held = GapCounter(tmp_path / "spool", 0)
        note(held, town, number)
        held.flush()
    assert collecting.take_in(tmp_path / "spool") == 5
    assert [gap.count for gap in GapCount.objects.with_scope(tenant=town).all()] == [5]
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.store
def test_a_worker_killed_before_it_deletes_the_file_counts_once(
    town: Tenant, tmp_path: Path, monkeypatch: Any
) -> None:
    held = GapCounter(tmp_path / "spool", 0)
    note(held, town, 2)
    held.flush()

    def killed(*_args: Any, **_options: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            collecting.take_in(tmp_path / "spool")
    assert collecting.take_in(tmp_path / "spool") == 0
    assert [gap.count for gap in GapCount.objects.with_scope(tenant=town).all()] == [2]
    assert SpoolBatch.objects.count() == 1


def test_half_files_and_nonsense_are_set_aside(town: Tenant, tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    held = GapCounter(folder, 0)
    note(held, town)
    held.flush()
    row = [clock.today().isoformat(), town.pk, "search", "none", "sucht", "", "", "", 1]
    bad = [row[:-1], [*row[:-1], -5], ["gestern", *row[1:]], [row[0], row[1], "erfunden", *row[3:]]]
    for number, content in enumerate(bad):
        (folder / f"schlecht-{number}.json").write_text(json.dumps([content]))
    (folder / "halb.json").write_text('[["2026-')
    (folder / ".unfertig").write_text("[")
    assert collecting.take_in(folder) == 1
    assert sorted(file.suffix for file in folder.iterdir()) == ["", *[".broken"] * 5]


def test_a_town_that_is_gone_is_left_out(town: Tenant, tmp_path: Path) -> None:
    held = GapCounter(tmp_path / "spool", 0)
    held.note(Gap(999_999, "search", "none"), same_as=1)
    held.flush()
    collecting.take_in(tmp_path / "spool")
    # unscoped: test data
    assert GapCount.objects.with_scopes_disabled().all().count() == 0


def test_memory_and_folder_are_bounded(town: Tenant, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(counting, "MOST_KEYS", 2)
    monkeypatch.setattr(counting, "MOST_FILES", 1)
    held = GapCounter(tmp_path / "spool", 0)
    for topic in ("a", "b", "c"):
        held.note(Gap(town.pk, "search", "none", topic=topic), same_as=hash(topic))
    written = held.flush()
    assert written is not None
    assert len(json.loads(written.read_text())) == 2
    note(held, town)
    assert held.flush() is None


def test_what_could_not_be_written_is_kept_for_the_next_time(town: Tenant, tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    folder.write_text("a file where the folder should be")
    held = GapCounter(folder, 0)
    note(held, town, 3)
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says
        held.flush()
    folder.unlink()
    held.flush()
    assert collecting.take_in(folder) == 3


_PROCESS = """
import sys, time
from pathlib import Path
import django
django.setup()
from umsicht.demand.counter import Gap, GapCounter
held = GapCounter(Path(sys.argv[1]), 0.05)
for number in range(7):
    held.note(Gap(int(sys.argv[2]), "search", "none", topic="sucht"), same_as=number)
while not list(Path(sys.argv[1]).glob("*.json")):
    time.sleep(0.01)
print("written", flush=True)
while True:
    held.note(Gap(int(sys.argv[2]), "search", "none", topic="sucht"), same_as=time.perf_counter_ns())
"""


def test_what_was_written_survives_a_killed_process(town: Tenant, tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    folder.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "umsicht.config.settings",
        "DEMO": "1",
        "DATA_DIR": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT / "src"),
    }
    with subprocess.Popen(
        [sys.executable, "-c", _PROCESS, str(folder), str(town.pk)], env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGKILL)
    assert collecting.take_in(folder) >= 7
    assert [file for file in folder.iterdir() if file.suffix == ".broken"] == []


def test_figures_older_than_three_years_go(town: Tenant) -> None:
    from tests.factories.demand import make_gap  # reason: app ready
    from umsicht.demand.domain import upkeep  # reason: app ready

    make_gap(town, day=clock.today() - dt.timedelta(days=3 * 366 + 1))
    kept = make_gap(town, day=clock.today() - dt.timedelta(days=3 * 366))
    upkeep.forget()
    assert list(GapCount.objects.with_scope(tenant=town).all()) == [kept]
