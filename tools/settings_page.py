"""Writes docs/reference/settings.md from the table that the settings themselves read (config.env.VARIABLES)."""

from __future__ import annotations

import os
import sys

from tools.findings import ROOT

PAGE = ROOT / "docs" / "reference" / "settings.md"
HEAD = """# Settings

Everything that differs between hosts comes from environment variables; there is no settings file to edit.
This page is written by `make settings-page` from the table that the program reads, and a test compares the two.
A value that cannot be understood stops the start with a message that names the variable.
Before going live, `umsicht check --deploy` says what is missing ([going live](../how-to/going-live.md)).

| Variable | Default | Meaning |
|---|---|---|
"""


def text() -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    os.environ.setdefault("DEMO", "1")  # only so that the settings start without a secret
    from django.conf import settings  # reason: app ready

    from umsicht.config import env  # reason: app ready

    assert settings.INSTALLED_APPS  # reading any setting fills the table
    rows = []
    for variable in sorted(env.VARIABLES.values(), key=lambda variable: variable.name):
        default = variable.default if variable.shown is None else variable.shown
        cell = f"`{default}`" if default else "empty"
        meaning = variable.help.replace("|", "\\|").replace("<", "\\<")
        rows.append(f"| `{variable.name}` | {cell} | {meaning} |")
    return HEAD + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    wanted = text()
    if "--check" in arguments:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted:
            print("docs/reference/settings.md is out of date; run: make settings-page")
            return 1
        return 0
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(wanted, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
