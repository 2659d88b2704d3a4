"""A store of a benchmark's own, for those that work inside one process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent


def prepared(name: str) -> Path:
    """An empty database with tables under var/bench; the process becomes an Umsicht."""
    home = ROOT / "var/bench" / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    os.environ.update(DATA_DIR=str(home), DEMO="1", PAGE_CACHE="0", LOG_LEVEL="WARNING")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    django.setup()
    from django.core.management import call_command  # reason: app ready

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return home
