"""A table that somebody sends at the desk."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from umsicht.core.errors import NotAllowed
from umsicht.core.intake import Report
from umsicht.situation.domain.crime import import_crime
from umsicht.tenancy.queries.tenants import state_office

_ODD = re.compile(r"[^A-Za-z0-9ÄÖÜäöüß._-]+")


def import_upload(*, name: str, content: bytes, actor: Any, year: int, write: bool) -> Report:
    """Try or take over one year of a table. The file is read from a folder of its own that is gone afterwards.

    Raises NotAllowed before anything is written to disk, and BadFile.
    """
    if not actor.has_perm("situation.crime.import", state_office()):
        raise NotAllowed
    plain = _ODD.sub("-", Path(name).name).lstrip(".-")[-120:] or "tabelle"
    with tempfile.TemporaryDirectory(prefix="umsicht-pks-") as folder:
        path = Path(folder) / plain
        path.write_bytes(content)
        return import_crime(path=path, actor=actor, year=year, dry_run=not write)
