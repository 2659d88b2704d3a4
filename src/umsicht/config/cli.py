"""`umsicht`: the one command-line entry. Django's commands and ours (serve, worker, demo, import …) live under it."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def _spelled(command: str) -> str:
    """`simulate-freshness` is the command of the module `simulate_freshness`."""
    return command if command.startswith("-") else command.replace("-", "_")


def main() -> None:
    """Run the command; a setting that is missing or wrong ends it with its message alone, exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    try:
        execute_from_command_line([*sys.argv[:1], *map(_spelled, sys.argv[1:2]), *sys.argv[2:]])
    except ImproperlyConfigured as error:
        sys.exit(f"umsicht: {error}")


if __name__ == "__main__":
    main()
