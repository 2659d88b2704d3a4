"""Installs Debian packages when root or sudo allows it; else says in one sentence what to install by hand."""

from __future__ import annotations

import os
import shutil
import subprocess


class NotInstallable(Exception):
    """The packages are missing and this account may not install them; the message says what to run."""


def _prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install(*packages: str) -> None:
    """Run apt-get for the packages. Raises NotInstallable with the command to run by hand."""
    by_hand = f"Please run once:  sudo apt-get install {' '.join(packages)}"
    prefix = _prefix()
    if prefix is None or not shutil.which("apt-get"):
        raise NotInstallable(f"Missing: {', '.join(packages)}. {by_hand}")
    print(f"==> installing {', '.join(packages)} from the system's packages", flush=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    install_command = [
        *prefix,
        *environment,
        "apt-get",
        "install",
        "-y",
        "-q",
        "--no-install-recommends",
        *packages,
    ]
    # A stale package list is the usual reason for a failure, so it is renewed only then.
    for command in ([], [*prefix, *environment, "apt-get", "update", "-q"]):
        if command:
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        done = subprocess.run(
            install_command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode == 0:
            return
    raise NotInstallable(
        f"apt-get could not install {', '.join(packages)}.\n{done.stderr.strip()}\n{by_hand}"
    )
