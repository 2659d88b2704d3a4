"""`umsicht serve`: the web server, and with `--with-worker` the task worker beside it."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from umsicht.config.processes import announce_parent

logger = logging.getLogger(__name__)
WORKER_COMMAND = [sys.executable, "-m", "umsicht.config.cli", "worker", "--with-parent"]
RESTART_SECONDS = 3.0
HEAD_START_SECONDS = 1.5  # for the web processes, on a small host


def ensure_free(host: str, port: int) -> None:
    """Raise CommandError with advice when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Can't listen on {host}:{port} ({error.strerror}). Choose another port, for example:\n"
                f"  umsicht serve --port {port + 1}      or      make demo PORT={port + 1}"
            ) from error


def ensure_collected() -> None:
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise CommandError("The static files are missing. Run first:  umsicht collectstatic --noinput")


class Companion:
    """The worker process beside the server; started again when it dies, stopped with the server."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep, name="companion", daemon=True)

    def _keep(self) -> None:
        self.stopping.wait(HEAD_START_SECONDS)
        while not self.stopping.is_set():
            self.process = subprocess.Popen(self.command)  # noqa: S603 - our own command
            code = self.process.wait()
            if not self.stopping.is_set():
                logger.error("the worker ended with %s and is started again", code)
                self.stopping.wait(RESTART_SECONDS)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Command(BaseCommand):
    help = "Serve the site."
    requires_system_checks = ()  # `umsicht check` asks them; starting should take a moment, not five seconds

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="Address to listen on (default: %(default)s)."
        )
        parser.add_argument(
            "--port", type=int, default=8000, help="Port to listen on (default: %(default)s)."
        )
        parser.add_argument("--workers", type=int, default=2, help="Processes (default: %(default)s).")
        parser.add_argument(
            "--threads", type=int, default=2, help="Threads per process (default: %(default)s)."
        )
        parser.add_argument("--with-worker", action="store_true", help="Run the task worker beside it.")

    def handle(
        self, *args: Any, host: str, port: int, workers: int, threads: int, with_worker: bool, **options: Any
    ) -> None:
        if workers < 1 or threads < 1 or not 0 < port < 65536:
            raise CommandError("At least one worker and one thread, and a port between 1 and 65535, please.")
        ensure_free(host, port)
        ensure_collected()
        announce_parent()
        companion = Companion(WORKER_COMMAND)
        if with_worker:
            companion.start()
        self.stdout.write(f"Umsicht listens on http://{host}:{port}  (Ctrl-C stops it)")
        try:
            Granian(
                "umsicht.config.served:application",
                address=host,
                port=port,
                interface=Interfaces.WSGI,
                workers=workers,
                blocking_threads=threads,
                websockets=False,
                respawn_failed_workers=True,
                log_level=LogLevels.warning,
            ).serve()
        finally:
            companion.stop()
