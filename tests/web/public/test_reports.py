"""Reports on the portal: what the pages show is what was signed, and lists cost the same with one row and with three."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django_scopes import scope

from tests.conftest import forget_everything
from tests.factories.queries import queries_of
from tests.factories.reporting import make_contribution, make_entry, make_question, make_report
from umsicht.core.transitions import apply
from umsicht.notify.domain import links
from umsicht.reporting.models import Contribution, Report, Version
from umsicht.reporting.queries.compose import fingerprint
from umsicht.reporting.telling import PURPOSE
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/berichte"


@pytest.fixture
def report(town: Tenant) -> Report:
    with scope(tenant=town):
        make_entry(town, text="Konferenz mit <b>Zeichen</b>", source="Zeitung & Co.")
        make_entry(town, kind="figure", value=86, unit="Gäste", text="Gäste der Konferenz")
        return make_report(town, "published", "jahresbericht", code="bericht", title="Bericht 2025")


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_report_shows_each_statement_with_its_record(report: Report) -> None:
    text = page(f"{BASE}/bericht")
    assert "Konferenz mit &lt;b&gt;Zeichen&lt;/b&gt;" in text
    assert "Zeitung &amp; Co." in text
    assert "Dazu ist nichts erfasst." in text


def test_the_data_of_a_report_can_be_checked_with_its_fingerprint(report: Report) -> None:
    data = json.loads(page(f"{BASE}/bericht.json"))
    assert data["sha256"] == fingerprint(data["content"])
    assert data["sha256"] in page(f"{BASE}/bericht")


def test_tables_and_files_are_those_of_the_report(report: Report) -> None:
    with scope(tenant=report.tenant):
        content = Version.objects.get(report=report).content
    every = [one for section in content["sections"] for one in section["statements"]]
    number = next(at for at, one in enumerate(every, start=1) if one["grid"])
    grid = every[number - 1]["grid"]
    text = page(f"{BASE}/bericht/tabellen/{number}")
    assert all(f">{title}</th>" in text for title in grid["header"])
    lines = page(f"{BASE}/bericht/tabellen/{number}.csv").strip().splitlines()
    assert len(lines) == len(grid["rows"]) + 1
    assert "<table" in page(f"{BASE}/bericht/tabellen/0")
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert Client().get(f"{BASE}/bericht.{kind}").content.startswith(begins)


def test_an_older_version_stays_readable_and_says_that_there_is_a_newer_one(report: Report) -> None:
    with scope(tenant=report.tenant):
        make_entry(report.tenant, text="Nachtrag")
        Report.objects.filter(pk=report.pk).update(state="review")
        for step in ("sign", "publish"):
            apply(report, step, actor=None)
    forget_everything()
    assert "Nachtrag" in page(f"{BASE}/bericht")
    old = page(f"{BASE}/bericht?fassung=1")
    assert "Es gibt eine neuere Fassung" in old
    assert "Nachtrag" not in old
    assert Client().get(f"{BASE}/bericht?fassung=9").status_code == 404


@pytest.mark.parametrize("path", [BASE, "/musterstadt/chronik", "/musterstadt/zahlen"])
def test_lists_cost_the_same_with_three_rows_as_with_one(report: Report, path: str) -> None:
    def ask() -> int:
        forget_everything()
        return queries_of(lambda: Client().get(path))

    ask()
    one = ask()
    with scope(tenant=report.tenant):
        for year in (2023, 2024):
            make_report(
                report.tenant, "published", starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31)
            )
            make_entry(report.tenant)
    ask()
    assert ask() == one


def test_a_town_without_reports_says_what_comes(town: Tenant) -> None:
    assert "Noch kein Bericht" in page(BASE)
    assert "Noch nichts eingetragen" in page("/musterstadt/chronik")


def test_a_department_writes_and_changes_its_contribution(town: Tenant) -> None:
    with scope(tenant=town):
        report = make_report(town)
        one = make_contribution(report, question=make_question(report))
        apply(report, "ask", actor=None)
    address = f"/musterstadt/beitrag/{links.still_open(purpose=PURPOSE, subject=one.pk)}"
    assert "Was war los?" in page(address)
    for text in ("Erste Fassung", "Zweite Fassung"):
        answer = Client().post(address, {"text": text})
        assert answer.status_code == 200
        assert "gespeichert" in answer.content.decode()
    assert Client().post(address, {"text": ""}).status_code == 400
    assert Client().post(address, {"text": "x" * 7000}).status_code == 400
    with scope(tenant=town):
        assert Contribution.objects.get().text == "Zweite Fassung"
    assert "no-store" in Client().get(address).headers["Cache-Control"]
