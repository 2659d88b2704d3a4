"""Writes docs/procedures from the transition tables; with --check it only says whether they are up to date."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "procedures"


def pages() -> dict[str, str]:
    """File name → text of every page that docs/procedures should hold."""
    from umsicht.core import diagrams  # reason: app ready
    from umsicht.core.procedures import all_procedures  # reason: app ready

    procedures = all_procedures()
    return {"README.md": diagrams.index(procedures)} | {
        diagrams.file_name(procedure): diagrams.page(procedure) for procedure in procedures
    }


def differences(folder: Path, wanted: dict[str, str]) -> list[str]:
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in present.keys() | wanted.keys() if present.get(name) != wanted.get(name))


def write(folder: Path, wanted: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail when a page is out of date"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    os.environ.setdefault("DEMO", "1")  # only so that the settings start without a secret; nothing is served
    django.setup()
    changed = differences(options.folder, pages())
    if options.check:
        for name in changed:
            print(f"docs/procedures/{name} is out of date; run: make procedures")
        return 1 if changed else 0
    write(options.folder, pages())
    print(f"{len(changed)} page(s) of docs/procedures written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
