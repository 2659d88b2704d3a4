"""The page on freshness says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.findings import ROOT
from umsicht.upkeep import simulation
from umsicht.upkeep.interfaces import simulation_page as page
from umsicht.upkeep.simulation import Result, Scenario

DOCS = ROOT / "docs" / "explanation"


@pytest.fixture(scope="module")
def defaults() -> Result:
    return simulation.run(Scenario("defaults"))


def test_defaults_keep_more_than_nine_of_ten_offers_confirmed(defaults: Result) -> None:
    assert defaults.lowest > 0.9
    assert defaults.average_of_all > 0.9


def test_figures_of_the_page_are_those_of_the_defaults(defaults: Result) -> None:
    stored = page.stored((DOCS / page.PAGE).read_text(encoding="utf-8")).splitlines()
    row = page.table([defaults]).splitlines()[-1]
    assert row in stored
    assert page.assumptions() in stored


def test_page_compares_every_scenario_and_has_its_chart() -> None:
    stored = page.stored((DOCS / page.PAGE).read_text(encoding="utf-8"))
    named = [line.split("|")[1].strip() for line in stored.splitlines() if line.startswith("| ")][1:]
    assert named == [page.WORDS[scenario.name] for scenario in simulation.scenarios()]
    assert (DOCS / page.CHART).read_text(encoding="utf-8").startswith("<svg")


def test_same_seed_gives_the_same_figures_and_another_one_does_not() -> None:
    runs = [simulation.run(Scenario("defaults"), offers=60, days=90, seed=seed) for seed in (1, 1, 2)]
    first, again, other = ([day.shown for day in run.days] for run in runs)
    assert (first == again, first == other) == (True, False)


def test_nobody_gets_more_than_two_mails_a_month(defaults: Result) -> None:
    assert defaults.mails_a_year < 24


def test_command_writes_into_a_folder_of_docs(tmp_path: Path) -> None:
    (tmp_path / page.PAGE).write_text(f"# A\n{page.BEGIN}\nold\n{page.END}\nrest\n", encoding="utf-8")
    results = [simulation.run(scenario, offers=20, days=400) for scenario in simulation.scenarios()]
    page.write(tmp_path, results)
    written = (tmp_path / page.PAGE).read_text(encoding="utf-8")
    assert (written.startswith("# A\n"), written.endswith("rest\n"), "old" in written) == (True, True, False)
