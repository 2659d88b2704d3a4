"""Reading scoped records without their scope is spelled out, with a reason, and counted (tools/limits.toml)."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.check_budgets import limits
from tools.findings import ROOT, Finding, finish, name_of, parse, python_files

REASON = re.compile(r"# unscoped: \S.{5,}")


def uses(path: Path) -> list[int]:
    """Lines where `scopes_disabled()` or `with_scopes_disabled()` is called or used as a decorator, or `all_objects` is read."""
    lines: list[int] = []
    for node in ast.walk(parse(path)):
        call = node.func if isinstance(node, ast.Call) else None
        name = getattr(call, "id", getattr(call, "attr", ""))
        if name in {"scopes_disabled", "with_scopes_disabled"} or (
            isinstance(node, ast.Attribute) and node.attr == "all_objects"
        ):
            lines.append(node.lineno)  # type: ignore[attr-defined]
    return sorted(lines)


def find(root: Path = ROOT) -> Iterator[Finding]:
    total = 0
    for path in python_files("src", root=root):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number in uses(path):
            total += 1
            near = lines[max(0, number - 4) : number]  # the call may begin some lines above
            if not any(REASON.search(line) for line in near):
                yield Finding(name_of(path, root), number, "unscoped access without `# unscoped: <reason>`")
    allowed = limits(root)["unscoped"]["total"]
    if total != allowed:
        verb = "justify the new one and raise" if total > allowed else "lower"
        yield Finding("tools/limits.toml", 1, f"{total} unscoped uses, {allowed} allowed: {verb} the figure")


if __name__ == "__main__":
    sys.exit(finish("unscoped", find()))
