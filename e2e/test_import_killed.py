"""An import is killed with -9 while it compares and while it writes. Called again it goes on, and nothing is there twice."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from e2e.server import ROOT, UMSICHT, environment_of

ROWS = 1700  # three whole batches of 500 and a bit
NAME = "abgebrochen.csv"


def write_list(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(("Kennung", "Titel", "Kurzbeschreibung", "Anbieter", "Zielgruppen"))
        for number in range(ROWS):
            out.writerow(
                (f"ABBRUCH-{number}", f"Kurs {number}", "Wir üben.", f"Träger {number % 7}", "eltern")
            )


def start(path: Path, folder: Path, url: str) -> subprocess.Popen[str]:
    words = ["import", "offers", "--tenant", "goerlitz", "--name", "Liste mit Abbruch", "--source", str(path)]
    return subprocess.Popen(
        [*UMSICHT, *words], cwd=ROOT, env=environment_of(folder, url), stdout=subprocess.PIPE, text=True
    )


def ask(folder: Path, question: str) -> int:
    with closing(sqlite3.connect(f"file:{folder}/umsicht.sqlite3?mode=ro", uri=True, timeout=20)) as store:
        return int(store.execute(question, (NAME,)).fetchone()[0] or 0)


def kill_once(process: subprocess.Popen[str], folder: Path, column: str) -> int:
    """Kill it as soon as the column of its import counts something; what it counts then."""
    deadline = time.monotonic() + 60
    question = f"SELECT max({column}) FROM exchange_import WHERE file_name = ?"
    while not ask(folder, question):
        assert process.poll() is None, f"it ended before “{column}” counted"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.kill()
    process.communicate(timeout=20)
    return ask(folder, question)


def test_import_goes_on_where_it_was_killed(base_url: str, data_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / NAME
    write_list(path)
    assert 0 < kill_once(start(path, data_folder, base_url), data_folder, "position") < ROWS
    assert 0 < kill_once(start(path, data_folder, base_url), data_folder, "written") < ROWS

    said, _ = start(path, data_folder, base_url).communicate(timeout=120)
    assert said.splitlines()[-1] == f"new {ROWS}, changed 0, unchanged 0, refused 0"
    runs = "SELECT count(*) FROM exchange_import WHERE file_name = ?"
    rows = "SELECT count(*) FROM exchange_importrow WHERE run_id = (SELECT id FROM exchange_import WHERE file_name = ?)"
    offers = "SELECT count(*) FROM offers_offer WHERE code LIKE 'ABBRUCH-%' AND ? <> ''"
    assert (ask(data_folder, runs), ask(data_folder, rows), ask(data_folder, offers)) == (1, ROWS, ROWS)

    again, _ = start(path, data_folder, base_url).communicate(timeout=120)
    assert again.splitlines()[-1] == f"new 0, changed 0, unchanged {ROWS}, refused 0"
    assert ask(data_folder, offers) == ROWS
