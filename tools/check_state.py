"""A record's state changes only in the transition engine: no `.state = …`, no `update(state=…)`, no setattr."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, SOURCE, Finding, finish, name_of, parse, python_files

ENGINE = f"{SOURCE.as_posix()}/core/transitions.py"


def _writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        flat = [
            part
            for target in targets
            for part in (target.elts if isinstance(target, ast.Tuple) else [target])
        ]
        return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in flat)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr == "update":
        return any(keyword.arg == "state" for keyword in node.keywords)
    if isinstance(node.func, ast.Name) and node.func.id == "setattr" and len(node.args) == 3:
        return isinstance(node.args[1], ast.Constant) and node.args[1].value == "state"
    return False


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in python_files("src", root=root):
        if name_of(path, root) == ENGINE:
            continue
        for node in ast.walk(parse(path)):
            if _writes_state(node):
                yield Finding(
                    name_of(path, root),
                    getattr(node, "lineno", 1),
                    "state is set outside the transition engine",
                )


if __name__ == "__main__":
    sys.exit(finish("state", find()))
