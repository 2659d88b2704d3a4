"""An import inside a function says why: a trailing `# reason:` from a closed list."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, Finding, finish, name_of, parse, python_files

REASONS = ("app ready", "slow", "optional", "cycle-free start")
COMMENT = re.compile(rf"# reason: ({'|'.join(REASONS)})\b")


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in python_files("src", root=root):
        lines = path.read_text(encoding="utf-8").splitlines()
        inline = {
            node.lineno: node.end_lineno or node.lineno
            for function in ast.walk(parse(path))
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        for first, last in sorted(inline.items()):
            if not any(COMMENT.search(line) for line in lines[first - 1 : last]):
                yield Finding(
                    name_of(path, root), first, f"inline import without `# reason: {'|'.join(REASONS)}`"
                )


if __name__ == "__main__":
    sys.exit(finish("inline imports", find()))
