from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.conftest import LIMITS, Write
from tools.check_budgets import find


def texts(tree: Path) -> list[str]:
    return sorted(str(finding) for finding in find(tree))


def function(name: str, lines: int, arguments: str = "") -> str:
    return f"def {name}({arguments}):\n" + "    x = 1\n" * (lines - 1)


def test_long_file_function_and_template_are_found(tree: Path, write: Write) -> None:
    write("src/umsicht/a.py", "x = 1\n" * 301)
    write("src/umsicht/b.py", "x = 1\n" * 501)
    write("src/umsicht/c.py", function("long", 51))
    write("src/umsicht/web/templates/d.html", "<p>\n" * 121)
    assert texts(tree) == [
        "src/umsicht/a.py:1: file has 301 lines, the budget is 300",
        "src/umsicht/b.py:1: file has 501 lines, 500 is the hard limit",
        "src/umsicht/c.py:1: function has 51 lines, the budget is 50",
        "src/umsicht/web/templates/d.html:1: template has 121 lines, the budget is 120",
    ]


def test_what_just_fits_is_not_found(tree: Path, write: Write) -> None:
    write("src/umsicht/a.py", "x = 1\n" * 300)
    write("src/umsicht/c.py", function("fits", 50))
    write("src/umsicht/web/templates/d.html", "<p>\n" * 120)
    write("src/umsicht/x/migrations/0001_initial.py", "x = 1\n" * 900)
    assert texts(tree) == []


@pytest.mark.parametrize(
    ("lines", "ceiling", "complaint"),
    [
        (310, 310, None),
        (311, 310, "file has 311 lines, its exception in tools/limits.toml allows 310"),
        (305, 310, "file has shrunk to 305: lower its exception in tools/limits.toml"),
        (300, 310, "file fits the budget again: strike its exception from tools/limits.toml"),
        (501, 510, "file has 501 lines, 500 is the hard limit"),
    ],
)
def test_exceptions_may_only_shrink(
    tree: Path, write: Write, lines: int, ceiling: int, complaint: str | None
) -> None:
    write("tools/limits.toml", LIMITS.replace("[files]", f'[files]\n"src/umsicht/a.py" = {ceiling}'))
    write("src/umsicht/a.py", "x = 1\n" * lines)
    assert texts(tree) == ([f"src/umsicht/a.py:1: {complaint}"] if complaint else [])


def test_exception_for_a_file_that_is_gone_is_found(tree: Path, write: Write) -> None:
    write("tools/limits.toml", LIMITS.replace("[functions]", '[functions]\n"src/umsicht/a.py:gone" = 60'))
    assert texts(tree) == ["tools/limits.toml:1: exception for src/umsicht/a.py:gone, which is gone"]


def test_nine_of_ten_views_must_be_short(tree: Path, write: Write) -> None:
    short = [function(f"short{number}", 15, "request") for number in range(9)]
    write("src/umsicht/web/views.py", "\n".join([*short, function("long", 40, "request")]))
    assert texts(tree) == []
    write("src/umsicht/web/more.py", "class V:\n    def get(self, request):\n" + "        x = 1\n" * 16)
    assert texts(tree) == [
        "src/umsicht/web/more.py:V.get:1: nine of ten view functions must fit 15 lines, now 17 (11 views)"
    ]
