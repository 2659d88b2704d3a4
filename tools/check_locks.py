"""Lock files name packages and hashes, never an address: each host installs from the index that it is set up with."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, Finding, finish, name_of

ADDRESS = re.compile(r"(?:https?|file|git\+\w+)://|--(?:extra-)?index-url|--find-links|\"resolved\"")
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==\S+")


def _requirements(path: Path, name: str) -> Iterator[Finding]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if ADDRESS.search(line):
            yield Finding(name, number, "an address in a lock file")
        if re.match(r"[A-Za-z0-9]", line):
            if not PINNED.match(line):
                yield Finding(name, number, "not pinned to one version")
            elif "--hash=" not in (lines[number] if number < len(lines) else ""):
                yield Finding(name, number, "pinned without a hash")


def _packages(path: Path, name: str) -> Iterator[Finding]:
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if ADDRESS.search(line):
            yield Finding(name, number, "an address in a lock file (`make lock` strips them)")
    for key, package in json.loads(text)["packages"].items():
        if key and "integrity" not in package:
            yield Finding(name, 1, f"{key} has no integrity hash")


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in sorted((root / "requirements").glob("*.txt")):
        yield from _requirements(path, name_of(path, root))
    lock = root / "package-lock.json"
    if lock.exists():
        yield from _packages(lock, name_of(lock, root))


if __name__ == "__main__":
    sys.exit(finish("locks", find()))
