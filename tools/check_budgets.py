"""Small files, functions, templates and views. Exceptions stand in tools/limits.toml and may only shrink."""

from __future__ import annotations

import ast
import math
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, SOURCE, Finding, finish, name_of, parse, python_files, templates

FILE, FILE_HARD, FUNCTION, TEMPLATE, VIEW_P90 = 300, 500, 50, 120, 15
FOLDERS = ("src", "tests", "tools", "bench", "e2e")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def limits(root: Path = ROOT) -> dict[str, dict[str, int]]:
    return tomllib.loads((root / "tools" / "limits.toml").read_text(encoding="utf-8"))


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield prefix + node.name, node
            yield from functions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")
        else:
            yield from functions(node, prefix)


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_view(function: Function) -> bool:
    """Takes the request and answers with a response; a helper that draws a table from a request is none."""
    arguments = [argument.arg for argument in function.args.args]
    answers = function.returns is None or "Response" in ast.unparse(function.returns)
    return answers and (arguments[:1] == ["request"] or arguments[:2] == ["self", "request"])


def judge(
    kind: str, key: str, where: tuple[str, int], size: int, budget: int, allowed: dict[str, int]
) -> Iterator[Finding]:
    ceiling = allowed.get(key)
    if ceiling is None:
        if size > budget:
            yield Finding(*where, f"{kind} has {size} lines, the budget is {budget}")
    elif size > ceiling:
        yield Finding(*where, f"{kind} has {size} lines, its exception in tools/limits.toml allows {ceiling}")
    elif size <= budget:
        yield Finding(*where, f"{kind} fits the budget again: strike its exception from tools/limits.toml")
    elif size < ceiling:
        yield Finding(*where, f"{kind} has shrunk to {size}: lower its exception in tools/limits.toml")


def find(root: Path = ROOT) -> Iterator[Finding]:
    allowed = limits(root)
    known: dict[str, set[str]] = {"files": set(), "functions": set(), "templates": set()}
    views: list[tuple[int, str]] = []
    for path in python_files(*FOLDERS, root=root):
        name, size = name_of(path, root), len(path.read_text(encoding="utf-8").splitlines())
        known["files"].add(name)
        if size > FILE_HARD:
            yield Finding(name, 1, f"file has {size} lines, {FILE_HARD} is the hard limit")
        else:
            yield from judge("file", name, (name, 1), size, FILE, allowed["files"])
        for qualified, function in functions(parse(path)):
            key = f"{name}:{qualified}"
            known["functions"].add(key)
            yield from judge(
                "function", key, (name, function.lineno), length(function), FUNCTION, allowed["functions"]
            )
            if name.startswith(f"{SOURCE.as_posix()}/web/") and is_view(function):
                views.append((length(function), key))
    for path in templates(root):
        name, size = name_of(path, root), len(path.read_text(encoding="utf-8").splitlines())
        known["templates"].add(name)
        yield from judge("template", name, (name, 1), size, TEMPLATE, allowed["templates"])
    if views:
        views.sort()
        p90, key = views[math.ceil(len(views) * 0.9) - 1]
        if p90 > VIEW_P90:
            yield Finding(
                key,
                1,
                f"nine of ten view functions must fit {VIEW_P90} lines, now {p90} ({len(views)} views)",
            )
    for section, names in known.items():
        for key in allowed[section].keys() - names:
            yield Finding("tools/limits.toml", 1, f"exception for {key}, which is gone")


if __name__ == "__main__":
    sys.exit(finish("budgets", find()))
