"""No ORM verbs on the web floor: a view calls one query or one domain function."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, SOURCE, Finding, finish, name_of, parse, python_files

MANAGERS = {"objects", "all_objects", "_default_manager", "_base_manager"}
VERBS = {
    "aggregate", "annotate", "bulk_create", "bulk_update", "defer", "exclude", "filter", "get_or_create", "only",
    "order_by", "prefetch_related", "raw", "save", "select_for_update", "select_related", "update_or_create",
    "values_list", "delete",
}  # fmt: skip
NOT_RECORDS = {
    "cache",
    "caches",
    "session",
    "storage",
}  # `cache.delete()`, `request.session.save()` touch no table


def _receiver(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return _receiver(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in python_files(f"{SOURCE}/web", root=root):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                yield Finding(
                    name_of(path, root),
                    node.lineno,
                    f"`.{node.attr}` in a view: use a query or domain function",
                )
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in VERBS
                and _receiver(node.func.value) not in NOT_RECORDS | MANAGERS
            ):
                yield Finding(
                    name_of(path, root),
                    node.lineno,
                    f"`.{node.func.attr}()` in a view: use a query or domain function",
                )


if __name__ == "__main__":
    sys.exit(finish("views", find()))
