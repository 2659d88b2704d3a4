"""The proof: the report on Chemnitz carries every fact of the paper of 2020, and the figures that it lacked."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests.core.document_checks import accessibility_findings, archive_findings, office_findings
from umsicht.config.demo import load as demo
from umsicht.reporting.queries.compose import fingerprint

FACTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "facts.yaml").read_text(encoding="utf-8")
)
STEPS = (
    "Landespräventionsrat", "Kreise und Gemeinden", "Gebiete und Stadtteile", "Fachwörter", "Portale", "Programme",
    "Anbieter", "Angebote und Termine", "Gremien", "Vorlagen des Stadtrats", "Maßnahmen und Problemfelder",
    "Streifen, Begehungen, Konflikte", "Demo-Zugänge", "Sitzungen und Beschlüsse", "Kriminalstatistik", "Chronik und Berichte",
)  # fmt: skip

EXPLAINED = ("ORD-001", "TAG-002")
"""What outloud says of any long paper with notes: a footnote is read where its number stands, not where it is printed, and the
head of a table that is repeated on the next page is no content. Both are as PDF/UA wants them."""

SMALL_PRINT = 8.6
"""Points: heads, feet and notes of a page are set smaller than this, everything that the paper says is larger."""


def squeezed(text: str) -> str:
    """Without white space and hyphens: a line of the PDF may break anywhere."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def printed_text(pdf: bytes) -> str:
    """What the paper says from its first page to its last, without the running heads and notes between two pages."""
    body: list[str] = []

    def keep(text: str, outer: list[float], inner: list[float], _font: Any, size: float) -> None:
        if size * abs(inner[3] * outer[3]) > SMALL_PRINT:
            body.append(text)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=keep)
    return squeezed("".join(body))


def everything(value: Any) -> str:
    """All texts of a piece of JSON."""
    if isinstance(value, str):
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return " ".join(everything(one) for one in inner)


def statements(content: dict[str, Any], code: str) -> list[dict[str, Any]]:
    every = [one for section in content["sections"] for one in section["statements"]]
    return [one for one in every if one["code"] == code or one["code"].startswith(f"{code}.")]


def missing(content: dict[str, Any], printed: str) -> list[str]:
    """Facts that the data or the printed paper do not carry, or that stand in it without a record or as the wrong kind."""
    found = []
    for fact in FACTS:
        own = statements(content, fact["code"])
        text = squeezed(everything(own))
        lacks = [
            words for words in fact["says"] if squeezed(words) not in text or squeezed(words) not in printed
        ]
        proven = bool(own) and all(one["records"] for one in own)
        marked = all((one["form"] == "judgement") == fact.get("judged", False) for one in own[:1])
        if lacks or not proven or not marked:
            found.append(f"{fact['id']}: {lacks or own}")
    return found


def report(folder: Path, kind: str, **more: str) -> tuple[bytes, str]:
    said, out = io.StringIO(), folder / f"bilanz.{kind}"
    options = {"tenant": "chemnitz", "first": "2018-11-19", "last": "2020-11-19"} | more
    call_command(
        "report", "bilanz", "--tenant", options["tenant"], "--from", options["first"], "--to", options["last"],
        "--format", kind, "--out", str(out), stdout=said,
    )  # fmt: skip
    return out.read_bytes(), said.getvalue()


def test_the_checklist_is_complete() -> None:
    assert [fact["id"] for fact in FACTS] == [f"f{n:02d}" for n in range(1, 81)]


@pytest.mark.django_db
def test_the_report_on_chemnitz_carries_every_fact_of_the_paper(tmp_path: Path) -> None:
    for step in demo.steps(quick=True):
        if step.name in STEPS:
            step.run()
    made, said = report(tmp_path, "json")
    whole = json.loads(made)
    content = whole["content"]
    pdf, _said = report(tmp_path, "pdf")
    assert missing(content, printed_text(pdf)) == []
    found = [row for row in accessibility_findings(pdf, tmp_path) if not row.startswith(EXPLAINED)]
    assert (found, archive_findings(pdf)) == ([], [])
    word, _said = report(tmp_path, "docx")
    assert office_findings(word, tmp_path, "docx") == []
    assert whole["sha256"] == fingerprint(content)
    assert "offen" not in said
    figures = {one["name"] for one in content["figures"]}
    assert {"Sitzungen", "Beschlüsse", "Gemeinsame Streifen", "Ortsbegehungen", "Maßnahmen"} <= figures
    assert all(one["definition"] and one["source"] and one["as_of"] for one in content["figures"])
    with pytest.raises(CommandError) as refused:
        report(tmp_path, "json", tenant="zwickau")
    assert refused.value.returncode == 3
