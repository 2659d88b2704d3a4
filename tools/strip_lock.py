"""Takes every address (where packages came from, where to donate) out of package-lock.json."""

from __future__ import annotations

import json
from typing import Any

from tools.findings import ROOT

LOCK = ROOT / "package-lock.json"


def strip(lock: dict[str, Any]) -> dict[str, Any]:
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    return lock


if __name__ == "__main__":
    lock = strip(json.loads(LOCK.read_text(encoding="utf-8")))
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
