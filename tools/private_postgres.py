"""A PostgreSQL cluster of its own for one command: in a temporary folder, on a free port, gone afterwards.

    python -m tools.private_postgres -- pytest -m store

The command finds it in DATABASE_URL. The server is installed from the system's packages if it is missing. It never
runs as root: root starts it as `postgres`, or as `nobody` where that account is missing.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import apt

OLDEST = 15
FAST = {  # nothing here outlives the run, so nothing needs to reach the disk
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
}


class NoPostgres(Exception):
    """There is no usable PostgreSQL, or it does not start; the message is for people."""


def _installed() -> Path | None:
    """The folder of the newest server programs, at least version 15."""
    found: list[tuple[int, Path]] = []
    on_path = shutil.which("postgres")
    candidates = [*Path("/usr/lib/postgresql").glob("*/bin/postgres"), *([Path(on_path)] if on_path else [])]
    for program in (candidate.resolve() for candidate in candidates):
        if (program.parent / "initdb").exists():
            version = subprocess.run(
                [program, "--version"], capture_output=True, text=True, check=True
            ).stdout
            number = re.search(r"(\d+)", version)
            found.append((int(number.group()) if number else 0, program.parent))
    fitting = [entry for entry in found if entry[0] >= OLDEST]
    return max(fitting)[1] if fitting else None


def programs() -> Path:
    folder = _installed()
    if folder is None:
        try:
            apt.install("postgresql")
        except apt.NotInstallable as error:
            raise NoPostgres(str(error)) from error
        folder = _installed()
    if folder is None:
        raise NoPostgres(f"PostgreSQL {OLDEST} or newer is needed; the system's packages have none.")
    return folder


def _account() -> dict[str, Any]:
    """How subprocess drops root; empty when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgres("Neither the account postgres nor nobody exists to run PostgreSQL as.")


def _die_with_parent() -> None:
    """Linux stops the server when this process is killed, even by -9."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _initialise(folder: Path, bin_folder: Path, password: str, account: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    if account:
        for path in (folder, secret):
            os.chown(path, account["user"], account["group"])
    command = [
        str(bin_folder / "initdb"), "--pgdata", str(folder / "data"), "--username", "umsicht", "--pwfile", str(secret),
        "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **account)
    if done.returncode:
        raise NoPostgres(f"initdb failed:\n{done.stdout}{done.stderr}")


def _wait(process: subprocess.Popen[bytes], port: int, log: Path, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NoPostgres(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-3000:]}")


@contextmanager
def cluster(settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start a cluster and yield its address as DATABASE_URL; `settings` replace the fast, unsafe ones."""
    bin_folder, account = programs(), _account()
    folder = Path(tempfile.mkdtemp(prefix="umsicht-postgres-"))
    password, port = secrets.token_hex(16), free_port()
    options = {
        **(FAST if settings is None else settings),
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(folder),
        "timezone": "UTC",
    }
    process: subprocess.Popen[bytes] | None = None
    try:
        _initialise(folder, bin_folder, password, account)
        command = [str(bin_folder / "postgres"), "-D", str(folder / "data")]
        command += [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        log = folder / "log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdout=file,
                stderr=file,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - no other thread runs yet
                **account,
            )
        _wait(process, port, log)
        environment = {**os.environ, "PGPASSWORD": password}
        createdb = [
            str(bin_folder / "createdb"),
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-U",
            "umsicht",
            "umsicht",
        ]
        _retry(createdb, environment)
        yield f"postgres://umsicht:{password}@127.0.0.1:{port}/umsicht"
    finally:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _retry(command: list[str], environment: dict[str, str], attempts: int = 50) -> None:
    """The port opens a moment before the server accepts work."""
    for _attempt in range(attempts):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        time.sleep(0.1)
    raise NoPostgres(done.stderr)


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
