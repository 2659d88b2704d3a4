"""The checks that read Python: each finds its bad sample and lets the good one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.conftest import LIMITS, Write
from tools import check_core_words, check_inline_imports, check_state, check_unscoped, check_views


@pytest.mark.parametrize("line", ["import csv", "from a import b", "import csv  # reason: because"])
def test_inline_import_without_a_reason_is_found(tree: Path, write: Write, line: str) -> None:
    write("src/umsicht/a.py", f"def f():\n    {line}\n")
    assert [(finding.path, finding.line) for finding in check_inline_imports.find(tree)] == [
        ("src/umsicht/a.py", 2)
    ]


@pytest.mark.parametrize("reason", check_inline_imports.REASONS)
def test_inline_import_with_a_reason_passes(tree: Path, write: Write, reason: str) -> None:
    write(
        "src/umsicht/a.py", f"import os\ndef f():\n    import csv  # reason: {reason}\n    return csv, os\n"
    )
    assert list(check_inline_imports.find(tree)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Offer.objects.get(pk=1)",
        "Offer.all_objects",
        "offers.filter(a=1)",
        "offers().order_by('a')",
        "offer.save()",
        "form.save()",
        "offer.delete()",
        "rows[0].delete()",
    ],
)
def test_orm_verb_in_a_view_is_found(tree: Path, write: Write, line: str) -> None:
    write("src/umsicht/web/public/views.py", f"def v(request):\n    return {line}\n")
    assert [finding.line for finding in check_views.find(tree)] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "cache.delete('a')",
        "request.session.save()",
        "caches['x'].delete('a')",
        "queries.published(request.tenant)",
    ],
)
def test_view_that_calls_a_query_passes(tree: Path, write: Write, line: str) -> None:
    write("src/umsicht/web/public/views.py", f"def v(request):\n    return {line}\n")
    write("src/umsicht/offers/queries.py", "def q():\n    return Offer.objects.filter(a=1)\n")
    assert list(check_views.find(tree)) == []


@pytest.mark.parametrize(
    "line",
    [
        "offer.state = 'x'",
        "a, offer.state = 1, 2",
        "offer.state += 'x'",
        "offer.state: str = 'x'",
        "rows.update(state='x')",
        "setattr(offer, 'state', 'x')",
    ],
)
def test_state_set_outside_the_engine_is_found(tree: Path, write: Write, line: str) -> None:
    write("src/umsicht/offers/domain.py", f"{line}\n")
    assert [finding.line for finding in check_state.find(tree)] == [1]


def test_engine_may_set_the_state_and_all_may_read_it(tree: Path, write: Write) -> None:
    write("src/umsicht/core/transitions.py", "obj.state = new\n")
    write("src/umsicht/offers/domain.py", "x = offer.state\nrows.update(name='x')\nstate = 1\n")
    assert list(check_state.find(tree)) == []


@pytest.mark.parametrize(
    "line", ["offer = 1", "def find_provider(): ...", "x = 'Das Angebot'", "f(municipality=1).council"]
)
def test_domain_word_on_the_lowest_floor_is_found(tree: Path, write: Write, line: str) -> None:
    write("src/umsicht/core/a.py", f"{line}\n")
    assert [finding.line for finding in check_core_words.find(tree)] == [1]


def test_docstrings_and_upper_floors_may_name_the_domain(tree: Path, write: Write) -> None:
    write(
        "src/umsicht/core/a.py", '"""Used by offers."""\n\ndef f():\n    """An offer, say."""\n    # offers\n'
    )
    write("src/umsicht/offers/a.py", "offer = 1\n")
    assert list(check_core_words.find(tree)) == []


def unscoped(tree: Path) -> list[str]:
    return [finding.text for finding in check_unscoped.find(tree)]


def test_unscoped_read_needs_a_reason_and_is_counted(tree: Path, write: Write) -> None:
    write("src/umsicht/a.py", "with scopes_disabled():\n    pass\nModel.all_objects.count()\n")
    assert unscoped(tree) == [
        "unscoped access without `# unscoped: <reason>`",
        "unscoped access without `# unscoped: <reason>`",
        "2 unscoped uses, 0 allowed: justify the new one and raise the figure",
    ]


def test_unscoped_read_with_a_reason_and_the_right_count_passes(tree: Path, write: Write) -> None:
    write("src/umsicht/a.py", "# unscoped: the sitemap spans tenants\nwith scopes_disabled():\n    pass\n")
    write("tools/limits.toml", LIMITS.replace("total = 0", "total = 1"))
    assert unscoped(tree) == []
    write("tools/limits.toml", LIMITS.replace("total = 0", "total = 2"))
    assert unscoped(tree) == ["1 unscoped uses, 2 allowed: lower the figure"]
