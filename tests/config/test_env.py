from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from umsicht.config import env


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests read must not appear in the settings page."""
    monkeypatch.setattr(env, "VARIABLES", {})


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    monkeypatch.setattr(env, "environ", values)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("true", True), (" Yes ", True), ("on", True), ("0", False), ("", False), ("NO", False)],
)
def test_flag_reads_yes_and_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    given(monkeypatch, X=value)
    assert env.flag("X", default=not expected, help="x") is expected


def test_flag_refuses_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, X="maybe")
    with pytest.raises(ImproperlyConfigured, match="X must be 1 or 0, not 'maybe'"):
        env.flag("X", default=False, help="x")


def test_integer_and_words_are_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, X="15", Y=" a, b ,,c ", Z="many")
    assert env.integer("X", default=1, help="x") == 15
    assert env.words("Y", "", "y") == ["a", "b", "c"]
    with pytest.raises(ImproperlyConfigured, match="Z must be a whole number, not 'many'"):
        env.integer("Z", default=1, help="z")


def test_each_reading_leaves_a_row_for_the_settings_page(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    env.text("X", "a", "What it is.", shown="something")
    assert {"X": env.Variable("X", "a", "What it is.", "something")} == env.VARIABLES


def test_isolate_hides_all_other_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UMSICHT_SEEN", "1")
    monkeypatch.setenv("UMSICHT_HIDDEN", "1")
    monkeypatch.setattr(env, "environ", env.environ)
    env.isolate("UMSICHT_SEEN", "UMSICHT_ABSENT")
    assert env.environ == {"UMSICHT_SEEN": "1"}


def test_sqlite_waits_for_its_turn_and_checks_keys() -> None:
    found = env.database("sqlite:////srv/umsicht%20data/a.sqlite3")
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", "/srv/umsicht data/a.sqlite3")
    assert (found["OPTIONS"]["transaction_mode"], found["OPTIONS"]["timeout"]) == ("IMMEDIATE", 20)
    assert "foreign_keys=ON" in found["OPTIONS"]["init_command"]
    assert env.database("sqlite:///var/a.sqlite3")["NAME"] == "var/a.sqlite3"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgres_address_is_taken_apart(scheme: str) -> None:
    found = env.database(f"{scheme}://me:p%40ss@db.example:5433/umsicht?sslmode=require")
    wanted = {"NAME": "umsicht", "USER": "me", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"}
    assert {key: found[key] for key in wanted} == wanted
    assert found["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 5}
    assert env.database(f"{scheme}://me@/umsicht?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_statements_are_not_kept_where_the_address_says_so() -> None:
    assert env.database("postgres://me@db/umsicht?prepare_threshold=0")["OPTIONS"] == {}
    with pytest.raises(ImproperlyConfigured, match="prepare_threshold"):
        env.database("postgres://me@db/umsicht?prepare_threshold=oft")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:///", "umsicht.sqlite3", ""])
def test_other_stores_are_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database(url)


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://me:pw@mail.example", 587, False, False),
        ("smtp+tls://me:pw@mail.example:25", 25, False, True),
        ("smtps://me:pw@mail.example", 465, True, False),
    ],
)
def test_mail_address_says_how_to_send(url: str, port: int, ssl: bool, tls: bool) -> None:
    found = env.email(url)
    assert (found["EMAIL_HOST"], found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example",
        "me",
        "pw",
    )
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)


def test_mail_can_stay_on_the_host_or_is_refused() -> None:
    assert env.email("console:")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert env.email("memory:")["EMAIL_BACKEND"].endswith("locmem.EmailBackend")
    assert env.email("file:///srv/mail")["EMAIL_FILE_PATH"] == "/srv/mail"
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL: scheme 'pigeon'"):
        env.email("pigeon://roof")


@pytest.mark.parametrize(
    ("value", "message"), [("", "missing"), ("short", "too short"), ("x" * 49, "too short")]
)
def test_secret_must_be_there_and_long(value: str, message: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=message):
        env.require_secret(value)


def test_kept_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: env.kept_secret(path), range(40)))
    assert len(made) == 1
    assert len(made.pop()) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret_key"]


def test_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert env.folder(str(tmp_path / "a" / "b")).stat().st_mode & 0o007 == 0
