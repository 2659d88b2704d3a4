"""The lowest floors know no word of the domain: names and texts in core and ui speak of records, not of offers."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, SOURCE, Finding, finish, name_of, parse, python_files

WORDS = (
    "agenda|angebot|badge_of_quality|citizen|council|crime|evidence_tier|förder|funding|gemeinde|gremium|indicator|"
    "kommune|kpr|lpr|meeting|motion|municipalit(?:y|ies)|offer|police|praevention|prevention|präventi|problem_field|"
    "programme|provider|seal|siegel|sitzung|survey"
)
PATTERN = re.compile(rf"(?<![a-z])(?:{WORDS})", re.IGNORECASE)


def _docstrings(tree: ast.Module) -> set[int]:
    holders = [
        node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    ]
    return {
        id(node.body[0].value)
        for node in holders
        if node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    }


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    skip = _docstrings(tree)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Name):
            yield line, node.id
        elif isinstance(node, ast.Attribute):
            yield line, node.attr
        elif isinstance(node, ast.arg):
            yield line, node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield line, node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            yield line, node.value


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in python_files(f"{SOURCE}/core", root=root):
        for line, text in _texts(parse(path)):
            match = PATTERN.search(text)
            if match:
                yield Finding(name_of(path, root), line, f"domain word {match.group()!r} on the lowest floor")


if __name__ == "__main__":
    sys.exit(finish("core words", find()))
