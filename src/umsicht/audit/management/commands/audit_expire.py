"""`umsicht audit_expire`: deletes audit events whose retention period is over; the worker does the same every night."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from umsicht.audit.domain.retention import expire_events
from umsicht.core.errors import UmsichtError


class Command(BaseCommand):
    help = "Delete audit events older than the retention period; the run itself is recorded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--older-than-days", type=int, default=settings.AUDIT_RETENTION_DAYS)
        parser.add_argument("--dry-run", action="store_true", help="Only count.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = expire_events(
                older_than_days=options["older_than_days"], actor=None, dry_run=options["dry_run"]
            )
        except UmsichtError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{count} events {'would be' if options['dry_run'] else 'were'} deleted")
