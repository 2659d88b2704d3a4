"""`umsicht`: the one command-line entry. Django's commands and ours (serve, worker, demo, import …) live under it."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
