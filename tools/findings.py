"""What every check of the tree shares: a finding with its place, and the printing of all of them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path("src/umsicht")


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def python_files(*folders: str, root: Path = ROOT) -> Iterator[Path]:
    """All Python files below the folders, sorted, without migrations and without what was built."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if not {"migrations", "__pycache__", "node_modules"} & set(path.parts):
                yield path


def templates(root: Path = ROOT) -> Iterator[Path]:
    for path in sorted((root / SOURCE).rglob("*")):
        if path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            yield path


def name_of(path: Path, root: Path = ROOT) -> str:
    return path.relative_to(root).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def finish(title: str, findings: Iterable[Finding]) -> int:
    """Print the findings; returns the exit code."""
    found = sorted(findings)
    for finding in found:
        print(finding)
    if found:
        print(f"{title}: {len(found)} finding(s)", file=sys.stderr)
    return 1 if found else 0
