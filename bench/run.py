"""`make bench`: fills, builds, serves and measures; prints one table per store and size.

python -m bench.run [--sizes 10k,100k,1M] [--stores sqlite,postgres] [--seconds 3] [--rounds 3]

Everything talks to 127.0.0.1 and stops by itself. Databases are kept in var/bench, so a second run only measures.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import drive, memory_mb, single, worked_ms
from bench.pages import Page, pages
from bench.wsgi_path import CONSTANT_PATH
from tools import apt

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var/bench"
SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
WORKERS = 2


@dataclass(frozen=True)
class Case:
    store: str
    label: str
    env: dict[str, str]

    @property
    def folder(self) -> Path:
        return HOME / f"{self.store}-{self.label}"


def command(case: Case, *words: str) -> str:
    """Run one command of the project with the case's settings; its last line of output."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=case.env, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def umsicht(case: Case, *words: str) -> str:
    return command(case, "umsicht.config.cli", *words)


def prepare(case: Case, size: int) -> None:
    """Make the case's database and index once; the stamp remembers what it took."""
    stamp = case.folder / "filled.json"
    if stamp.exists():
        return
    umsicht(case, "migrate", "--verbosity", "0")
    umsicht(case, "demo")
    umsicht(case, "collectstatic", "--noinput", "--verbosity", "0")
    seconds = float(command(case, "bench.fill", str(size)))
    began = time.perf_counter()
    umsicht(case, "search", "rebuild")
    took = time.perf_counter() - began
    index = sum(file.stat().st_size for file in (case.folder / "index").rglob("*") if file.is_file())
    stamp.write_text(json.dumps({"fill_s": seconds, "index_s": took, "index_mb": index / 1e6}))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(case: Case, *, cache: bool) -> Iterator[tuple[int, int]]:
    """The site under gunicorn with sync workers, as its peers were measured; gives port and process id, and stops it."""
    port = free_port()
    log = (case.folder / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "bench.wsgi:application", f"--bind=127.0.0.1:{port}"]
        + [f"--workers={WORKERS}", "--timeout=120", "--log-level=warning", "--no-control-socket"],
        cwd=ROOT,
        env={**case.env, "PAGE_CACHE": "1" if cache else "0"},
        stdout=log,
        stderr=log,
    )
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit("the server did not start; see server.log")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{CONSTANT_PATH}", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not answer")


def measure(port: int, pid: int, page: Page, seconds: int, rounds: int) -> dict[str, float]:
    """Median over rounds of constant ÷ page, each against the constant of its own round; `cpu`: the workers' own work."""
    typical, slow, size = single(port, page.paths)
    ratios, loads, worked = [], [], []
    for _ in range(rounds):
        constant = drive(port, [CONSTANT_PATH], 2)
        before = worked_ms(pid)
        load = drive(port, page.paths, seconds)
        worked.append((worked_ms(pid) - before) / max(load.requests, 1))
        ratios.append(constant.rps / load.rps if load.rps else float("inf"))
        loads.append(load)
    middle = sorted(loads, key=lambda load: load.rps)[len(loads) // 2]
    return {
        "ratio": statistics.median(ratios),
        "cpu": statistics.median(worked),
        "rps": middle.rps,
        "p50": middle.p50,
        "p95": middle.p95,
        "p99": middle.p99,
        "one": typical,
        "one95": slow,
        "kb": size / 1000,
        "failed": sum(load.failed for load in loads),
    }


HEAD = (
    f"{'page':34} {'ratio':>6} {'limit':>5}    {'req/s':>6} {'p50':>6} {'p95':>6} {'p99':>6} {'1 client':>8} {'p95':>6} "
    f"{'CPU':>6} {'kB':>5} {'SQL':>4}"
)


def report(case: Case, size: int, seconds: int, rounds: int) -> list[str]:
    prepare(case, size)
    facts = json.loads((case.folder / "filled.json").read_text())
    chosen = json.loads(command(case, "bench.probe", "choose"))
    everything = pages(chosen["towns"], [tuple(pair) for pair in chosen["offers"]], size)
    counted = json.loads(
        command(case, "bench.probe", "sql", json.dumps([[p.name, p.paths[0]] for p in everything]))
    )
    lines = [
        "",
        f"{case.store}, {case.label} offers: filled in {facts['fill_s']:.0f} s, "  # noqa: ISC004 - one line
        f"index built in {facts['index_s']:.0f} s, {facts['index_mb']:.0f} MB",
        HEAD,
    ]
    own = resident = 0.0
    for cache in (False, True):
        with served(case, cache=cache) as (port, pid):
            for page in (page for page in everything if page.cached is cache):
                got = measure(port, pid, page, seconds, rounds)
                own, resident = map(max, (own, resident), memory_mb(pid))
                verdict = "ok " if got["ratio"] <= page.limit and not got["failed"] else "MISS"
                lines.append(
                    f"{page.name:34} {got['ratio']:6.1f} {page.limit:5.0f} {verdict:4}{got['rps']:6.0f} {got['p50']:6.1f} "
                    f"{got['p95']:6.1f} {got['p99']:6.1f} {got['one']:8.1f} {got['one95']:6.1f} {got['cpu']:6.1f} {got['kb']:5.0f} "
                    f"{counted[page.name]:4}"
                )
                print(lines[-1], flush=True)
    found = command(case, "bench.probe", "lag")
    lines.append(
        f"largest worker {own:.0f} MB of its own, {resident:.0f} MB with mapped files; "
        f"a published change is found after {found} s"
    )
    return lines


def cases(stores: list[str], labels: list[str]) -> Iterator[tuple[Case, int]]:
    for store in stores:
        for label in labels:
            folder = HOME / f"{store}-{label}"
            folder.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{folder / 'umsicht.sqlite3'}"
            if store == "postgres":
                url = os.environ["BENCH_POSTGRES_URL"].rsplit("/", 1)[0] + f"/bench_{label.lower()}"
            env = {
                **os.environ,
                "DATABASE_URL": url,
                "DATA_DIR": str(folder),
                "DEMO": "1",
                "LOG_LEVEL": "WARNING",
            }
            yield Case(store, label, env), SIZES[label]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="10k,100k,1M")
    parser.add_argument("--stores", default="sqlite,postgres")
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        apt.install("wrk")
    lines: list[str] = []
    for case, size in cases(options.stores.split(","), options.sizes.split(",")):
        lines += report(case, size, options.seconds, options.rounds)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
