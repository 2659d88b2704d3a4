"""Reports at the desk: what a signed report refuses, what is asked before it is gone, how lists and kinds are told apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.reporting import make_contribution, make_question, make_report, make_text
from tests.ui.dom import parse
from umsicht.reporting.interfaces.entry_forms import EntryForm
from umsicht.reporting.models import Entry, RouteStep
from umsicht.reporting.outlines import for_tenant
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/berichte"


def test_error_reports_and_reports_both_stand_in_the_menu(desk: Client, tenant: Tenant) -> None:
    links = {link.text: link.attrs["href"] for link in parse(desk.get(BASE).content.decode()).all("a")}
    assert links["Berichte"] == BASE
    assert any(href == "/desk/musterstadt/meldungen" for href in links.values())


def test_a_second_entry_of_one_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_entries", {})
    entry = nav.Entry("x", "work", "X", "desk_home", "tenancy.desk.enter")
    nav.register(entry)
    with pytest.raises(ValueError, match="x"):
        nav.register(entry)


@pytest.mark.parametrize("path", ["kopf", "gremien/neu", "beitraege/neu"])
def test_a_signed_report_offers_no_form_that_it_would_refuse(desk: Client, town: Tenant, path: str) -> None:
    with scope(tenant=town):
        report = make_report(town, "signed")
        before = (report.title, RouteStep.objects.count())
    address = f"{BASE}/{report.pk}"
    for answer in (desk.get(f"{address}/{path}"), desk.post(f"{address}/{path}", {"title": "Anders"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert "lässt sich gerade nicht ändern" in desk.get(address).content.decode()
    report.refresh_from_db()
    with scope(tenant=town):
        assert (report.title, RouteStep.objects.count()) == before


def test_an_open_report_shows_its_form(desk: Client, town: Tenant) -> None:
    with scope(tenant=town):
        report = make_report(town)
    assert desk.get(f"{BASE}/{report.pk}/kopf").status_code == 200


def test_each_kind_of_report_is_explained_before_one_is_begun(desk: Client, tenant: Tenant) -> None:
    text = parse(desk.get(f"{BASE}/neu").content.decode()).one("main").text
    for one in for_tenant(is_state=False):
        assert f"{one.label}: {one.about}".strip() in text


def test_reports_with_one_title_are_told_apart_by_their_period(desk: Client, town: Tenant) -> None:
    with scope(tenant=town):
        for year in (2024, 2025):
            make_report(town, starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31))
        make_report(town, title="Einmalig")
    links = [link.text for link in parse(desk.get(BASE).content.decode()).one("tbody").all("a")]
    name = f"Sachbericht {town.name}"
    assert sorted(links) == ["Einmalig", f"{name} (2024)", f"{name} (2025)"]


def test_an_own_text_and_a_contribution_are_not_gone_at_one_click(desk: Client, town: Tenant) -> None:
    with scope(tenant=town):
        report = make_report(town)
        own = make_question(report)
        make_text(own)
        one = make_contribution(report)
    for address in (f"fragen/{own.pk}", f"beitraege/{one.pk}"):
        dom = parse(desk.get(f"{BASE}/{report.pk}/{address}").content.decode())
        asked = [button for box in dom.all("details") for button in box.all("button", value="weg")]
        assert len(asked) == len(dom.all("button", value="weg")) == 1


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("12.345,67", "12345.67", "12.345,67"),
        ("1.300", "1300", "1.300"),
        ("86", "86", "86"),
        ("-3,5", "-3.5", "−3,50"),
    ],
)
def test_figures_are_read_as_german_papers_write_them(typed: str, kept: str, shown: str) -> None:
    values = {
        "kind": "figure", "topic": "database", "text": "Angebote", "precision": "day", "source": "Presse", "value": typed,
    }  # fmt: skip
    form = EntryForm(values)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == Decimal(kept)
    again = EntryForm(held=Entry(kind="figure", topic="database", value=Decimal(kept)))
    assert again["value"].value() == shown
    assert EntryForm(values | {"value": shown}).is_valid()


@pytest.mark.parametrize("typed", ["1.5", "viele", "1,234", "9.999.999.999.999,00"])
def test_figures_that_may_be_read_in_two_ways_are_refused(typed: str) -> None:
    values = {
        "kind": "figure", "topic": "database", "text": "Angebote", "precision": "day", "source": "Presse", "value": typed,
    }  # fmt: skip
    assert list(EntryForm(values).errors) == ["value"]
