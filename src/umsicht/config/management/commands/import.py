"""`umsicht import <kind> FILE` or `--tenant T --source FILE|URL`: takes over a file or feed. Kinds: config/imports.py."""

# ruff: noqa: N999 - Django takes the name of the command from the file
from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from umsicht.config import (
    exchange,
    imports_surveys,  # noqa: F401  # registers its sub-command
)
from umsicht.config.imports import IMPORTERS
from umsicht.core.errors import UmsichtError
from umsicht.core.intake import Report


class Command(BaseCommand):
    help = (
        "Take over a file. Bad rows are refused one by one with line, column and reason; the rest is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        for importer in IMPORTERS.values():
            sub = kinds.add_parser(importer.name, help=importer.help, description=importer.help)
            sub.add_argument(
                "file", type=Path, nargs="?" if importer.by_source else None, help="The file to read."
            )
            sub.add_argument("--dry-run", action="store_true", help="Show what would happen, write nothing.")
            sub.add_argument(
                "--strict", action="store_true", help="Write nothing if any row is refused; exit with 1."
            )
            if importer.by_source:
                exchange.add_arguments(sub)
            importer.arguments(sub)

    def handle(self, *args: Any, **options: Any) -> None:
        importer = IMPORTERS[options["kind"]]
        with translation.override("de"):
            try:
                if options.get("tenant"):
                    return self._from_source(importer.by_source, options)
                if importer.run is None or options["file"] is None:
                    raise CommandError("Bitte --tenant und --source angeben.")
                report = importer.run(options)
            except UmsichtError as error:
                raise CommandError(error.message) from error
            self._tell(report)
        if options["strict"] and report.refused:
            raise CommandError("Nichts geschrieben, weil Zeilen abgelehnt wurden (--strict).", returncode=1)
        return None

    def _from_source(self, kind: str, options: dict[str, Any]) -> None:
        """Exits with 1 only if nothing could be read."""
        for line in exchange.run_import(kind, options):
            self.stdout.write(line)

    def _tell(self, report: Report) -> None:
        """Refusals first, in file order; the last line is stable, so that a script can read it."""
        for refusal in sorted(report.refused):
            self.stdout.write(str(refusal))
        for note in report.notes:
            self.stdout.write(note)
        if report.dry_run:
            self.stdout.write("Probelauf, nichts geschrieben.")
        self.stdout.write(
            f"new {report.created}, changed {report.changed}, unchanged {report.unchanged}, "
            f"refused {len(report.refused)}"
        )
