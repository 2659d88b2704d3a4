"""`umsicht worker`: runs queued tasks, the schedule, and the loops that other floors have registered."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from umsicht.config.processes import end_with_parent
from umsicht.core import heartbeat, services, tasks

logger = logging.getLogger(__name__)
SCHEDULE_SECONDS = 15.0


def schedule(stop: threading.Event) -> None:
    """Beat, and queue what the schedule says is due, every SCHEDULE_SECONDS."""
    while not stop.is_set():
        heartbeat.beat()
        tasks.run_due()
        stop.wait(SCHEDULE_SECONDS)


class Command(BaseCommand):
    help = "Run queued and scheduled tasks until stopped. Start one or more beside the web server."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=0.5, help="Seconds between looks at an empty queue."
        )
        parser.add_argument(
            "--once", action="store_true", help="Queue what is due, run everything in the queue, then end."
        )

        parser.add_argument(
            "--with-parent", action="store_true", help="End when the process that started this one ends."
        )

    def handle(self, *args: Any, interval: float, once: bool, with_parent: bool, **options: Any) -> None:
        if with_parent:
            end_with_parent()
        worker = tasks.make_worker(interval=interval, once=once)
        if once:
            heartbeat.beat()
            tasks.run_due()
            worker.run()
            return
        stop = threading.Event()
        services.register("schedule", schedule)
        threads = services.start_all(stop)
        worker.configure_signals()
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(0))
        try:
            worker.run()
        finally:
            stop.set()
            for thread in threads:
                thread.join(timeout=5)
