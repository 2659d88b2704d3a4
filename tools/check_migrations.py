"""Migrations are named, linear and free of imports from the applications (Django's own and the standard library only)."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, SOURCE, Finding, finish, name_of, parse

NAMED = re.compile(r"\d{4}_[a-z][a-z0-9_]*")


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def _dependencies(tree: ast.Module) -> list[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") == "dependencies" for target in node.targets
        ):
            pairs = node.value.elts if isinstance(node.value, ast.List) else []
            return [
                (ast.literal_eval(pair)[0], ast.literal_eval(pair)[1])
                for pair in pairs
                if isinstance(pair, ast.Tuple)
            ]
    return []


def _app(folder: Path, root: Path) -> Iterator[Finding]:
    label = folder.parent.name
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    for position, name in enumerate(names):
        path = folder / f"{name}.py"
        where, tree = name_of(path, root), parse(path)
        if not NAMED.fullmatch(name) or "_auto_" in name:
            yield Finding(where, 1, "not named for what it does")
        if not name.startswith(f"{position + 1:04d}_"):
            yield Finding(where, 1, f"numbers are not linear: expected {position + 1:04d}")
        own = [previous for app, previous in _dependencies(tree) if app == label]
        expected = names[position - 1 : position] if position else []
        if own != expected:
            yield Finding(where, 1, f"must depend on {expected or 'nothing'} of its own app, not {own}")
        for line, module in _imports(tree):
            if module.startswith((".", "umsicht")):
                yield Finding(where, line, f"imports {module}")


def find(root: Path = ROOT) -> Iterator[Finding]:
    for folder in sorted((root / SOURCE).glob("*/migrations")):
        yield from _app(folder, root)


if __name__ == "__main__":
    sys.exit(finish("migrations", find()))
