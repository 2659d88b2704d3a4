"""Reports on the portal: what the pages show is what was signed, and lists cost the same with one row and with three."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django_scopes import scope

from tests.conftest import forget_everything
from tests.factories.directory import make_organisation
from tests.factories.queries import queries_of
from tests.factories.reporting import make_contribution, make_entry, make_question, make_report
from tests.factories.tenancy import make_tenant
from tests.ui.dom import parse
from umsicht.core.transitions import apply
from umsicht.notify.domain import links
from umsicht.reporting.domain import contributions
from umsicht.reporting.models import Contribution, Report, Version
from umsicht.reporting.queries.compose import fingerprint
from umsicht.reporting.telling import PURPOSE
from umsicht.tenancy.domain.settings import change_settings
from umsicht.tenancy.models import Tenant
from umsicht.web.public.reports import showing

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/berichte"


@pytest.fixture
def report(town: Tenant) -> Report:
    with scope(tenant=town):
        make_entry(town, text="Konferenz mit <b>Zeichen</b>", source="Zeitung & Co.")
        make_organisation(town)
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
        answer = Client().post(address, {"text": text}, follow=True)
        assert answer.status_code == 200
        assert "gespeichert" in answer.content.decode()
    assert Client().post(address, {"text": ""}).status_code == 400
    assert Client().post(address, {"text": "x" * 7000}).status_code == 400
    with scope(tenant=town):
        assert Contribution.objects.get().text == "Zweite Fassung"
    assert "no-store" in Client().get(address).headers["Cache-Control"]


@pytest.fixture
def asked(town: Tenant) -> Contribution:
    """A department was asked for its contribution."""
    with scope(tenant=town):
        report = make_report(town)
        one = make_contribution(report, question=make_question(report))
        apply(report, "ask", actor=None)
        return one


def link_of(one: Contribution, town: str = "musterstadt") -> str:
    return f"/{town}/beitrag/{links.still_open(purpose=PURPOSE, subject=one.pk)}"


def test_the_link_of_a_contribution_opens_under_its_own_town_only(asked: Contribution) -> None:
    make_tenant(slug="nachbarstadt")
    foreign = link_of(asked, "nachbarstadt")
    assert Client().get(foreign).status_code == 404
    assert Client().post(foreign, {"text": "Fremd"}).status_code == 404
    asked.refresh_from_db()
    assert asked.text == ""


def test_a_sent_contribution_is_not_sent_again_by_a_reload(asked: Contribution) -> None:
    answer = Client().post(link_of(asked), {"text": "Unser Beitrag"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{link_of(asked)}?gespeichert=1")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "gespeichert" in page(answer.headers["Location"])


def test_nothing_is_said_to_be_saved_before_something_was(asked: Contribution) -> None:
    assert "Vielen Dank" not in page(f"{link_of(asked)}?gespeichert=1")


def test_a_used_contribution_says_so_and_whom_to_turn_to(asked: Contribution) -> None:
    with scope(tenant=asked.tenant):
        contributions.answer(token=links.still_open(purpose=PURPOSE, subject=asked.pk), text="Unser Beitrag")
        contributions.take(contribution=Contribution.objects.get(pk=asked.pk), actor=None)
        texts = {"contact": {"de": "Geschäftsstelle\n\n0371 488-0\n\nrat@example.org"}}
        change_settings(actor=None, tenant=asked.tenant, texts=texts)
    forget_everything()
    text = parse(page(link_of(asked))).one("main").text
    assert "Ihr Beitrag ist übernommen" in text
    assert "wird geprüft" not in text
    assert "0371 488-0" in text
    assert "rat@example.org" in text


def test_a_table_of_an_older_version_stays_with_it(report: Report) -> None:
    with scope(tenant=report.tenant):
        Report.objects.filter(pk=report.pk).update(state="review")
        for step in ("sign", "publish"):
            apply(report, step, actor=None)
    forget_everything()
    address = f"{BASE}/bericht/tabellen/0"
    dom = parse(page(f"{address}?fassung=1"))
    targets = {link.attrs.get("href", "") for link in dom.one("main").all("a")}
    assert {f"{BASE}/bericht?fassung=1", f"{address}.csv?fassung=1"} <= targets
    canonical = next(one for one in dom.all("link") if one.attrs.get("rel") == "canonical")
    assert canonical.attrs["href"].endswith(f"{address}?fassung=1")
    names = [
        Client().get(f"{address}.csv{version}").headers["Content-Disposition"]
        for version in ("", "?fassung=1")
    ]
    assert names == [f'attachment; filename="bericht-fassung-{no}-0.csv"' for no in (2, 1)]


def test_a_list_marks_demo_and_tells_reports_with_one_title_apart(town: Tenant) -> None:
    with scope(tenant=town):
        make_entry(town, is_demo=True)
        whole = {"starts_on": dt.date(2025, 1, 1), "ends_on": dt.date(2025, 12, 31)}
        make_report(town, "published", "jahresbericht", **whole)
        make_report(
            town, "published", "jahresbericht", starts_on=dt.date(2024, 7, 1), ends_on=dt.date(2024, 12, 31)
        )
        make_report(town, "published", "sachbericht", title="Anderer Bericht")
    rows = parse(page(BASE)).one("main").all("li")
    own = f"Jahresbericht des Präventionsrats {town.name}"
    assert {row.all("a")[0].text: "Demo" in row.text for row in rows} == {
        f"{own} (2025)": True, f"{own} (01.07.2024 bis 31.12.2024)": False, "Anderer Bericht": False,
    }  # fmt: skip


def test_words_and_bar_of_a_report_say_the_same(report: Report) -> None:
    with scope(tenant=report.tenant):
        content = Version.objects.get(report=report).content
    found = showing.coverage(content)
    counted = content["coverage"]
    assert (found["answered"], found["judged"], found["open"]) == tuple(
        counted[one] for one in ("evidence", "judgement", "open")
    )
    shares = [width / 598 for _kind, _start, width in found["bar"]]
    assert shares == pytest.approx(
        [counted[one] / found["total"] for one in ("evidence", "judgement", "open")], abs=0.01
    )
    text = parse(page(f"{BASE}/bericht")).one("main").text
    assert f"{found['answered']} von {found['total']} Fragen sind mit Belegen beantwortet." in text
    assert found["words"] in text


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0 Aussagen mit Beleg, 0 Einschätzungen, 0 Fragen offen"),
        (1, "1 Aussage mit Beleg, 1 Einschätzung, 1 Frage offen"),
        (2, "2 Aussagen mit Beleg, 2 Einschätzungen, 2 Fragen offen"),
        (5, "5 Aussagen mit Beleg, 5 Einschätzungen, 5 Fragen offen"),
    ],
)
def test_counts_of_statements_agree_with_their_nouns(n: int, text: str) -> None:
    statements = [{"form": "sentence"}] * n + [{"form": "judgement"}] * n
    content = {
        "sections": [{"statements": statements}],
        "coverage": {"evidence": 0, "judgement": 0, "open": n},
    }
    assert showing.coverage(content)["words"] == text
