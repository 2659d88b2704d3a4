"""`umsicht report` refuses what the desk refuses, in words and before it reads anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.tenancy import make_tenant

pytestmark = pytest.mark.django_db


def write(out: Path, template: str = "bilanz", first: str = "2025-01-01", last: str = "2025-12-31") -> None:
    call_command(
        "report", template, "--tenant", "musterstadt", "--from", first, "--to", last, "--format", "json", "--out", str(out)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"first": "0001-01-01", "last": "9999-12-31"}, "nicht zwischen 1900 und 2100"),
        ({"first": "1990-01-01"}, "höchstens 30 Jahre"),
        ({"first": "2026-01-01"}, "endet vor seinem Beginn"),
        ({"template": "landesueberblick"}, "nur für den Landespräventionsrat"),
    ],
)
def test_what_makes_no_report_is_refused_in_words(tmp_path: Path, asked: dict[str, str], reason: str) -> None:
    make_tenant(slug="musterstadt")
    out = tmp_path / "bericht.json"
    with pytest.raises(CommandError, match=reason):
        write(out, **asked)
    assert not out.exists()
