"""`umsicht situation show|protect|catalogue`: figures of one area, and upkeep of the crime statistics."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from umsicht.core import csvsafe
from umsicht.core.errors import UmsichtError


class Command(BaseCommand):
    help = "Figures on crime: show one series, protect small numbers anew, take over the catalogue of indicators."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
        show = parts.add_parser("show", help="One series, oldest year first.")
        show.add_argument(
            "--area", required=True, help="Official key: 2 digits for a state, 5 for a district."
        )
        show.add_argument(
            "--indicator", required=True, help="pks/<key>/faelle, pks/<key>/hz or pks/<key>/aufgeklaert."
        )
        show.add_argument("--format", choices=["csv"], default="csv")
        protect = parts.add_parser(
            "protect", help="Decide again which small numbers are hidden, after SMALL_CELL was changed."
        )
        protect.add_argument(
            "--anew",
            action="store_true",
            help="Show again what a lower SMALL_CELL allows; never without need.",
        )
        parts.add_parser(
            "catalogue", help="Take over indicators, regions and breaks from src/umsicht/situation/data."
        )

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        with translation.override("de"):
            try:
                self.stdout.write(_PARTS[part](options), ending="")
            except UmsichtError as error:
                raise CommandError(error.message) from error


def _show(options: dict[str, Any]) -> str:
    from umsicht.situation.interfaces.plain import plain_series  # reason: app ready

    columns, rows = plain_series(area=options["area"], code=options["indicator"])
    return "".join(csvsafe.lines(columns, rows, german=False)).replace("\r\n", "\n")


def _protect(options: dict[str, Any]) -> str:
    from umsicht.situation.domain.protection import protect_everything  # reason: app ready

    changed = protect_everything(anew=options["anew"])
    return f"changed {changed}\n"


def _catalogue(options: dict[str, Any]) -> str:
    from umsicht.situation.domain.catalogue import load_catalogue  # reason: app ready

    report = load_catalogue()
    return f"new {report.created}, changed {report.changed}, unchanged {report.unchanged}, refused 0\n"


_PARTS = {"show": _show, "protect": _protect, "catalogue": _catalogue}
