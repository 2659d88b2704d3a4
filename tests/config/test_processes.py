from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from umsicht.config import processes

CHILD = """
import pathlib, sys, time
from umsicht.config.processes import end_with_parent
end_with_parent()
pathlib.Path(sys.argv[1]).write_text("started")
time.sleep(60)
"""
PARENT = """
import subprocess, sys, time
from umsicht.config.processes import announce_parent
announce_parent()
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], sys.argv[2]])
print(child.pid, flush=True)
time.sleep(60)
"""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait_until(condition: object, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PARENT, CHILD, str(mark)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _wait_until(mark.exists)
        assert _is_alive(child)
        parent.kill()
    assert _wait_until(lambda: not _is_alive(child))


def test_child_of_nobody_ends_at_once(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), processes.PARENT: "1"}
    done = subprocess.run([sys.executable, "-c", CHILD, str(mark)], env=environment, check=False, timeout=20)
    assert (done.returncode, mark.exists()) == (-15, False)
