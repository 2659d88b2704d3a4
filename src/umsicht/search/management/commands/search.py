"""`umsicht search rebuild | status | write | catch-up | prune`: the search index of this host."""

from __future__ import annotations

import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from umsicht.search import writer
from umsicht.search.domain import prune
from umsicht.search.domain.log import KEEP_DAYS
from umsicht.search.errors import WriterBusy
from umsicht.search.queries.state import status


class Command(BaseCommand):
    help = "Build, follow or describe the search index of this host."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("rebuild", help="Build the index anew beside the old one and switch to it.")
        steps.add_parser("status", help="Say which index is in use, how large it is and how far it lags.")
        steps.add_parser("write", help="Follow the change log until stopped (part of `umsicht worker`).")
        steps.add_parser("catch-up", help="Take over what is new, once, and end.")
        forget = steps.add_parser("prune", help="Forget old rows of the change log.")
        forget.add_argument("--days", type=int, default=KEEP_DAYS)

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        try:
            getattr(self, f"_{step.replace('-', '_')}")(options)
        except WriterBusy as error:
            raise CommandError(error.message) from error

    def _rebuild(self, options: dict[str, Any]) -> None:
        started = time.monotonic()
        name = writer.rebuild(progress=self.stdout.write)
        self.stdout.write(f"{name} in {time.monotonic() - started:.1f} s")

    def _status(self, options: dict[str, Any]) -> None:
        found = status()
        if not found.generation:
            raise CommandError("There is no index on this host. Build one with: umsicht search rebuild")
        self.stdout.write(f"generation  {found.generation}  {found.bytes / 1e6:.1f} MB")
        for kind, number in found.documents.items():
            self.stdout.write(f"{kind:11} {number:,}")
        behind = "unknown, rebuild needed" if found.behind is None else f"{found.behind:,} changes"
        self.stdout.write(f"behind      {behind}")

    def _write(self, options: dict[str, Any]) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        writer.run(stop)

    def _catch_up(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{writer.catch_up():,} changes")

    def _prune(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{prune(days=options['days']):,} rows")
