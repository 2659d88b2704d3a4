from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tools import apt, ensure_chromium


class Shell:
    """Stands in for subprocess.run: answers each command by the first code whose word it holds."""

    def __init__(self, **codes: list[int]) -> None:
        self.codes, self.ran = codes, []

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.ran.append(" ".join(command))
        code = next((codes.pop(0) for word, codes in self.codes.items() if word in command and codes), 0)
        return subprocess.CompletedProcess(command, code, stdout="", stderr="E: not found")


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt.os, "geteuid", lambda: 0)
    monkeypatch.setattr(apt.shutil, "which", lambda name: f"/usr/bin/{name}")


def run(monkeypatch: pytest.MonkeyPatch, shell: Shell) -> list[str]:
    monkeypatch.setattr(apt.subprocess, "run", shell)
    return shell.ran


@pytest.mark.usefixtures("root")
def test_root_installs_and_renews_the_list_only_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, Shell(install=[100, 0]))
    apt.install("chromium")
    assert [line.split("apt-get ")[1].split()[0] for line in ran] == ["install", "update", "install"]
    assert ran[0].endswith("--no-install-recommends chromium")


@pytest.mark.usefixtures("root")
def test_failure_to_install_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, Shell(install=[100, 100]))
    with pytest.raises(apt.NotInstallable, match="E: not found"):
        apt.install("chromium")


def test_sudo_is_used_when_it_asks_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(apt.shutil, "which", lambda name: f"/usr/bin/{name}")
    ran = run(monkeypatch, Shell())
    apt.install("chromium")
    assert ran[1].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install")


def test_without_rights_the_command_to_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(apt.shutil, "which", lambda name: None)
    with pytest.raises(apt.NotInstallable, match="sudo apt-get install chromium"):
        apt.install("chromium")


def test_chromium_named_by_the_environment_is_preferred_and_a_stub_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")
    monkeypatch.setattr(
        ensure_chromium.shutil, "which", lambda name: name if name.startswith("/opt") else f"/usr/bin/{name}"
    )
    monkeypatch.setattr(ensure_chromium.subprocess, "run", Shell())
    assert ensure_chromium.ensure() == "/opt/chromium"
    monkeypatch.setattr(
        ensure_chromium.subprocess, "run", Shell(**{"/opt/chromium": [1], "/usr/bin/chromium": [1]})
    )
    assert ensure_chromium.ensure() == "/usr/bin/chromium-browser"
