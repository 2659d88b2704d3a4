from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from tests.factories.core import make_procedure
from tools import procedures as tool
from umsicht.core import diagrams
from umsicht.core.procedures import Procedure


def test_mermaid_draws_every_edge_in_table_order() -> None:
    assert diagrams.mermaid(make_procedure()) == (
        "stateDiagram-v2\n"
        '    state "Draft" as draft\n'
        '    state "Sent" as sent\n'
        '    state "Accepted" as accepted\n'
        '    state "Refused" as refused\n'
        "    [*] --> draft\n"
        "    draft --> sent: send (guarded)\n"
        "    sent --> sent: remind\n"
        "    sent --> accepted: accept\n"
        "    draft --> refused: refuse (automatic, reason)\n"
        "    sent --> refused: refuse (automatic, reason)\n"
        "    accepted --> sent: reopen (undo, reason)\n"
        "    refused --> sent: reopen (undo, reason)\n"
        "    accepted --> [*]\n"
        "    refused --> [*]\n"
    )


def test_page_holds_diagram_and_one_row_per_transition() -> None:
    page = diagrams.page(make_procedure(description="How a case is decided."))
    assert page.startswith("# Cases\n\n<!-- Generated from the transition table `tests.case`")
    assert "How a case is decided." in page
    assert diagrams.mermaid(make_procedure()) in page
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows[3] == (
        "| `refuse` | Refuse | `draft`, `sent` | `refused` | `tests.case.decide` | yes | automatic | `tests.case.refuse` |"
    )
    assert len(rows) == 5


def test_page_is_the_same_whatever_the_language() -> None:
    table = make_procedure(label=gettext_lazy("Yes"))
    with translation.override("de"):
        assert diagrams.page(table).startswith("# Yes\n")


def test_index_says_when_there_is_no_procedure() -> None:
    assert "No procedure is registered yet." in diagrams.index([])


def test_index_links_each_page() -> None:
    assert "- [Cases](tests-case.md): `core_tests.Case.state`" in diagrams.index([make_procedure()])


def test_tool_writes_checks_and_removes_pages(
    tmp_path: Path, procedure: Procedure, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone-case.md").write_text("old", encoding="utf-8")
    arguments = ["--folder", str(tmp_path)]
    assert tool.main([*arguments, "--check"]) == 1
    assert "docs/procedures/gone-case.md is out of date" in capsys.readouterr().out
    assert tool.main(arguments) == 0
    assert tool.main([*arguments, "--check"]) == 0
    assert (tmp_path / "tests-case.md").read_text(encoding="utf-8") == diagrams.page(procedure)
    assert not (tmp_path / "gone-case.md").exists()
    (tmp_path / "tests-case.md").write_text("edited by hand", encoding="utf-8")
    assert tool.main([*arguments, "--check"]) == 1
