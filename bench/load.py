"""Drives wrk against a server on this machine and turns its report into figures."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("rotate.lua")


@dataclass(frozen=True)
class Load:
    """One round: requests, requests per second, latency percentiles in milliseconds, failed requests."""

    requests: int
    rps: float
    p50: float
    p95: float
    p99: float
    failed: int


def drive(port: int, paths: list[str], seconds: int) -> Load:
    """Ask for `paths` in turn with 8 connections for `seconds` (bounded; 127.0.0.1 only)."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listing:
        listing.write("\n".join(paths) + "\n")
        listing.flush()
        report = subprocess.run(
            ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "-s", str(SCRIPT)]
            + ["-H", "Accept: text/html", "-H", "Accept-Encoding: identity", f"http://127.0.0.1:{port}"],
            env={**os.environ, "BENCH_PATHS": listing.name},
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 90,
        ).stdout
    line = next(row for row in report.splitlines() if row.startswith("BENCH "))
    requests, duration_us, p50, p95, p99, failed = line.split()[1:]
    asked, took = int(requests), int(duration_us) / 1e6
    return Load(asked, asked / took, float(p50), float(p95), float(p99), int(failed))


def single(port: int, paths: list[str], times: int = 60) -> tuple[float, float, int]:
    """One client, one request after the other: median and p95 in milliseconds, and the largest body in bytes."""
    taken: list[float] = []
    largest = 0
    for turn in range(times):
        path = paths[turn % len(paths)]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        start = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        taken.append((time.perf_counter() - start) * 1000)
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        largest = max(largest, len(body))
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95) - 1], largest


def memory_mb(pid: int) -> tuple[float, float]:
    """Of the largest of the processes below `pid` (the workers), in megabytes (Linux): memory of its own, and all it has in view.

    The second counts mapped pages of the database and of the index too, which all workers share and the system takes back
    when it needs them; it grows with the files and says little about what a worker costs.
    """
    return max(map(_memory_of, _children(pid)), default=(0.0, 0.0))


def worked_ms(pid: int) -> float:
    """What the processes below `pid` (the workers) have worked so far (Linux); who else is busy does not count."""
    ticks = 0
    for child in _children(pid):
        numbers = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(numbers[11]) + int(numbers[12])  # in the program and in the kernel
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False
    )
    return [int(child) for child in found.stdout.split()]


def _memory_of(pid: int) -> tuple[float, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, rest in (line.split(":") for line in lines)}
    return sizes["Anonymous"] / 1024, sizes["Rss"] / 1024
