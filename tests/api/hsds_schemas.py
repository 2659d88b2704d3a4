"""The pinned official schemas as validators with format checks; a list schema describes one entry."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

FOLDER = Path(__file__).with_name("schemas")


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads(gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes()))
    return Draft202012Validator(schema, format_checker=FormatChecker())


def complaints(name: str, found: dict[str, Any]) -> list[str]:
    """What the official schema says against an object; empty when it is right."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(found)]
