"""Adds all present addresses to published.txt, which promises that they stay. Run when a version is released."""

from __future__ import annotations

import os

import django

from tests.architecture.test_addresses import PUBLISHED


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    os.environ.setdefault("DEMO", "1")
    django.setup()
    from tests.architecture.addresses import all_addresses

    before = PUBLISHED.read_text(encoding="utf-8").splitlines() if PUBLISHED.exists() else []
    lines = sorted({*before, *(f"{name} {route}" for name, route in all_addresses())})
    PUBLISHED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} addresses are promised")  # noqa: T201


if __name__ == "__main__":
    main()
