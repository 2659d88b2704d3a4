"""The demo as a newcomer gets it, on a free port with a data folder of its own. For journeys and screenshots."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UMSICHT = [sys.executable, "-m", "umsicht.config.cli"]
DEMO_PASSWORD = "umsicht-vorfuehrung"  # published on purpose; the same as accounts.domain.demo says
STEPS = (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"], ["demo"])


class NotServing(Exception):
    """The server did not come up; the message ends with its log."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(folder: Path, url: str) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **inherited,
        "DEMO": "1",
        "DATA_DIR": str(folder),
        "SITE_URL": url,
        "PYTHONPATH": str(ROOT / "src"),
    }


def _die_with_parent() -> None:
    """Linux stops the server when the tests are killed, even by -9."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/gesundheit", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise NotServing(f"{url} does not answer:\n{log.read_text(errors='replace')[-4000:]}")


@contextmanager
def demo_server(data: Path | None = None) -> Iterator[str]:
    """Load the demo, serve it, yield its address, stop it. `data` is a folder with a demo already loaded, or None."""
    folder = data or Path(tempfile.mkdtemp(prefix="umsicht-demo-"))
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment, log = environment_of(folder, url), folder / "server.log"
    process: subprocess.Popen[bytes] | None = None
    try:
        with log.open("wb") as file:
            for step in STEPS:
                done = subprocess.run(
                    [*UMSICHT, *step], cwd=ROOT, env=environment, stdout=file, stderr=file, check=False
                )
                if done.returncode:
                    raise NotServing(f"umsicht {step[0]} failed:\n{log.read_text(errors='replace')[-4000:]}")
            process = subprocess.Popen(
                [*UMSICHT, "serve", "--port", str(port), "--with-worker"],
                cwd=ROOT, env=environment, stdout=file, stderr=file, preexec_fn=_die_with_parent,
            )  # fmt: skip
            _wait(process, url, log)
            yield url
    finally:
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)
