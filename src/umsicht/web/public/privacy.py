"""What the platform keeps about people, gathered from every package's own declaration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from umsicht.core.privacy import Declaration


@dataclass(frozen=True)
class Entry:
    label: str
    declaration: Declaration


@cache
def declarations() -> list[Entry]:
    """Every model that may hold personal data, by its label."""
    found: list[Entry] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.privacy"
        if config.name.startswith("umsicht.") and find_spec(module):
            for label, declaration in import_module(module).PRIVACY.items():
                if declaration.personal:
                    found.append(Entry(str(label), declaration))
    return sorted(found, key=lambda entry: entry.label)
