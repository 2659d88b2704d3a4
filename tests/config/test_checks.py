"""`check --deploy`: silent on a well-kept host, one finding per fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import DatabaseError

from umsicht.config import checks
from umsicht.core import heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(settings: Any, tmp_path: Path) -> Any:
    """Settings of a host that has everything; returns them to be spoilt."""
    tmp_path.chmod(0o750)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    settings.SECRET_KEY = "".join(chr(48 + number) for number in range(60))
    settings.DEBUG = settings.DEMO = False
    settings.REQUIRE_MFA = settings.HTTPS = settings.TRUST_PROXY = True
    settings.ALLOWED_HOSTS = ["praevention.example"]
    settings.SITE_URL = "https://praevention.example"
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}},
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Umsicht <umsicht@praevention.de>"
    heartbeat.beat()
    return settings


def ids() -> list[str | None]:
    return [message.id for message in checks.deployment()]


def test_well_kept_host_has_no_findings(host: Any) -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("SECRET_KEY", "a" * 80, "umsicht.E001"),
        ("SECRET_KEY", "abcdefghijklmnopqrstuvwxyz", "umsicht.E001"),
        ("DEBUG", True, "umsicht.E002"),
        ("ALLOWED_HOSTS", ["*"], "umsicht.E003"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "umsicht.E003"),
        ("SITE_URL", "http://praevention.example", "umsicht.E004"),
        ("HTTPS", False, "umsicht.E004"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "umsicht.E008"),
        ("DEFAULT_FROM_EMAIL", "umsicht@example.org", "umsicht.E009"),
        ("DEMO", True, "umsicht.W001"),
        ("REQUIRE_MFA", False, "umsicht.W002"),
        ("TRUST_PROXY", False, "umsicht.W003"),
    ],
)
def test_each_fault_is_found_alone(host: Any, name: str, value: object, finding: str) -> None:
    setattr(host, name, value)
    assert ids() == [finding]


def test_open_folder_public_uploads_and_missing_static_files_are_found(host: Any, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    host.STORAGES = {
        **host.STORAGES,
        "default": {**host.STORAGES["default"], "OPTIONS": {"location": tmp_path / "static" / "files"}},
    }
    (tmp_path / "static" / "staticfiles.json").unlink()
    assert ids() == ["umsicht.E005", "umsicht.E006", "umsicht.E007"]


def test_silent_worker_is_found(host: Any) -> None:
    caches["shared"].delete(heartbeat.KEY)
    assert ids() == ["umsicht.W004"]


def test_database_that_does_not_answer_is_found(host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(heartbeat, "last_beat", fail)
    assert ids() == ["umsicht.E010"]


def test_every_finding_says_what_to_do(host: Any) -> None:
    host.SECRET_KEY, host.DEBUG, host.DEMO, host.ALLOWED_HOSTS, host.SITE_URL = (
        "x",
        True,
        True,
        ["*"],
        "http://x",
    )
    found = checks.deployment()
    assert len(found) == 5
    assert [message.id for message in found if not message.hint] == []
