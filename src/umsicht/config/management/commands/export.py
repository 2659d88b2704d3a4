"""`umsicht export --tenant T --format json|csv|xlsx --to FILE`: everything a municipality has in the database of offers."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from umsicht.config.exchange import tenant_of
from umsicht.core.errors import UmsichtError


class Command(BaseCommand):
    help = "Write a municipality's organisations, contact points and offers into one file that can be imported elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--tenant", required=True, help="Address word of the municipality, as in chemnitz."
        )
        parser.add_argument(
            "--format", required=True, choices=("json", "csv", "xlsx"), help="csv is a zip of tables."
        )
        parser.add_argument("--to", required=True, type=Path, help="The file to write.")

    def handle(self, *args: Any, **options: Any) -> None:
        from umsicht.exchange.domain.export import export  # reason: app ready

        with translation.override("de"):
            try:
                counts = export(
                    tenant=tenant_of(options["tenant"]),
                    actor=None,
                    form=options["format"],
                    target=options["to"],
                )
            except UmsichtError as error:
                raise CommandError(error.message) from error
            except OSError as error:
                raise CommandError(f"{options['to']}: {error.strerror}") from error
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
