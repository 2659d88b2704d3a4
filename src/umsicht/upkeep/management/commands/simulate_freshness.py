"""`umsicht simulate-freshness`: what share of offers stays confirmed, under the defaults and under other rules."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from umsicht.upkeep import simulation
from umsicht.upkeep.interfaces import simulation_page


class Command(BaseCommand):
    help = (
        "Play two years of reminders with 1,000 offers and stated response rates, and print what share of offers was "
        "confirmed within 90 days. The same seed gives the same figures."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--write",
            metavar="DOCS",
            help="Renew chart and table in explanation/freshness.md below this folder.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        results = [simulation.run(scenario) for scenario in simulation.scenarios()]
        self.stdout.write(simulation_page.table(results))
        if options["write"]:
            folder = Path(options["write"]) / "explanation"
            if not (folder / simulation_page.PAGE).is_file():
                raise CommandError(f"{folder / simulation_page.PAGE} does not exist.")
            simulation_page.write(folder, results)
            self.stdout.write(f"{folder / simulation_page.PAGE} is up to date.")
