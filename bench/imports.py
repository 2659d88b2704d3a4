"""Import of long lists by the command: rows per second and the most memory of its own, at 5,000 and 50,000 rows.

python -m bench.imports [--rows 5000,50000]

Each run is a process of its own on a fresh copy of the same database, so that the figures do not lean on each other.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var/bench/imports"
PROVIDERS = 200
HEAD = ("Kennung", "Titel", "Kurzbeschreibung", "Beschreibung", "Anbieter", "Zielgruppen", "Sprachen", "Alter ab", "Alter bis", "Telefon", "Kosten")  # fmt: skip


@dataclass(frozen=True)
class Run:
    what: str
    rows: int
    seconds: float
    peak_mb: float
    said: str

    def __str__(self) -> str:
        rate = self.rows / self.seconds
        return f"| {self.what} | {self.rows:,} | {rate:,.0f} | {self.seconds:.1f} s | {self.peak_mb:.0f} MB | {self.said} |"


def write_list(path: Path, rows: int, *, edition: int = 1) -> None:
    """A list as offices send it; in the second edition every tenth offer has another sentence."""
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEAD)
        for number in range(rows):
            edited = f" (Fassung {edition})" if number % 10 == 0 else ""
            out.writerow(
                [
                    f"B-{number}",
                    f"Angebot Nummer {number} für Prävention",
                    f"Wir üben in der Gruppe{edited}.",
                    "Ein Vormittag mit Übungen, Gesprächen und Zeit für Fragen. " * 4,
                    f"Träger {number % PROVIDERS}",
                    "eltern",
                    "de",
                    8 + number % 4,
                    14,
                    "0371 23125 800",
                    "kostenfrei",
                ]
            )


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DEMO": "1",
        "DATA_DIR": str(folder),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


def _watch(pid: int, peak: list[float]) -> None:
    """Notes the most memory of its own that a process has, in MB (Linux), until it ends.

    Pages of the database that are mapped into it are left out: they grow with the file up to a fixed limit, are shared, and
    the system takes them back when it needs them.
    """
    status = Path(f"/proc/{pid}/status")
    while True:
        try:
            lines = status.read_text().splitlines()
        except OSError:
            return
        own = next((line for line in lines if line.startswith("RssAnon:")), None)
        if own is None:  # it has ended, and nobody has asked for its result yet
            return
        peak[0] = max(peak[0], int(own.split()[1]) / 1024)
        time.sleep(0.05)


def command(folder: Path, *words: str) -> tuple[float, float, str]:
    """Seconds, peak memory in MB, last line of one command."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "umsicht.config.cli", *words],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    peak = [0.0]
    watcher = Thread(target=_watch, args=(process.pid, peak))
    watcher.start()
    assert process.stdout is not None
    said = process.stdout.read().strip().splitlines()
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(words)} failed: {said[-3:]}")
    took = time.perf_counter() - began
    watcher.join()
    return took, peak[0], said[-1] if said else ""


def prepared() -> Path:
    """A database with the quick demo, made once per call."""
    shutil.rmtree(HOME, ignore_errors=True)
    base = HOME / "base"
    base.mkdir(parents=True)
    command(base, "migrate", "--verbosity", "0")
    command(base, "demo", "--quick")
    return base


def measure(base: Path, rows: int) -> list[Run]:
    folder, found = HOME / f"rows-{rows}", []
    shutil.copytree(base, folder)
    for what, edition in (("all new", 1), ("the same again", 1), ("a tenth changed", 2)):
        path = folder / "liste.csv"
        write_list(path, rows, edition=edition)
        seconds, peak, said = command(
            folder, "import", "offers", "--tenant", "goerlitz", "--name", "bench", "--source", str(path)
        )
        found.append(Run(what, rows, seconds, peak, said))
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", default="5000,50000")
    wanted = [int(part) for part in parser.parse_args().rows.split(",")]
    base = prepared()
    print(
        "| Import of a CSV list (SQLite) | rows | rows/s | time | peak memory | said |\n|---|---|---|---|---|---|"
    )
    for rows in wanted:
        for run in measure(base, rows):
            print(run, flush=True)


if __name__ == "__main__":
    main()
