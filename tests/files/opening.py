"""Opens a file as the cleaning process does, in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from umsicht.files.cleaning import worker


def clean(tmp_path: Path, extension: str, content: bytes) -> dict[str, Any]:
    source, target = tmp_path / "source", tmp_path / "out"
    source.write_bytes(content)
    target.mkdir(exist_ok=True)
    return worker.work(source, extension, target)


def refusal(tmp_path: Path, extension: str, content: bytes) -> object:
    return clean(tmp_path, extension, content).get("refused", "taken")


def master(answer: dict[str, Any]) -> bytes:
    return Path(answer["pieces"][0]["path"]).read_bytes()
