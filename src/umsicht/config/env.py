"""Reads the environment once, typed, and documents itself.

Every variable is a row of VARIABLES; docs/reference/settings.md is compared with this table by a test.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """`shown` stands in the reference page where the default depends on other settings or on the host."""

    name: str
    default: str
    help: str
    shown: str | None = None


VARIABLES: dict[str, Variable] = {}
environ: Mapping[str, str] = os.environ


def isolate(*names: str) -> None:
    """From now on read only these variables of the process's environment."""
    global environ  # noqa: PLW0603 - one environment per process
    environ = {name: os.environ[name] for name in names if name in os.environ}


def _variable(name: str, default: str, help: str, shown: str | None = None) -> str:
    VARIABLES[name] = Variable(name, default, help, shown)
    return environ.get(name, default)


def text(name: str, default: str, help: str, *, shown: str | None = None) -> str:
    return _variable(name, default, help, shown)


def flag(name: str, *, default: bool, help: str, shown: str | None = None) -> bool:
    """Read yes/no; anything that is neither stops the start with a clear message."""
    value = _variable(name, "1" if default else "0", help, shown).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, *, default: int, help: str) -> int:
    value = _variable(name, str(default), help)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str, help: str, *, shown: str | None = None) -> list[str]:
    return [word.strip() for word in _variable(name, default, help, shown).split(",") if word.strip()]


def require_secret(value: str) -> None:
    """Stop the start when the secret key is missing or short."""
    if not value:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set it to at least 50 random characters, for example:\n"
            "  python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if len(value) < 50:
        raise ImproperlyConfigured("SECRET_KEY is too short: at least 50 characters.")


def kept_secret(path: Path) -> str:
    """A random key of this instance, made at the first start and readable by its owner alone.

    It appears under its name only when complete, so that processes starting together agree on one.
    """
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()


def database(url: str) -> dict[str, Any]:
    """Turn a DATABASE_URL (sqlite:///path or postgres://user:password@host:port/name) into Django's dict.

    SQLite runs in WAL with IMMEDIATE transactions, so that a writer waits instead of failing half-way.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path[1:]) if parts.path.startswith("/") else ""
        if not name:
            raise ImproperlyConfigured("DATABASE_URL: sqlite:///<file> needs a file.")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        prepared = _prepared(options.pop("prepare_threshold", "5"))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options | prepared,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL: scheme {parts.scheme!r} is not supported; use sqlite or postgres."
    )


def _prepared(threshold: str) -> dict[str, Any]:
    """PostgreSQL plans a statement once it was asked so many times, and keeps it with the connection; "0" never does."""
    if not threshold.isdecimal():
        raise ImproperlyConfigured("DATABASE_URL: prepare_threshold is a number.")
    return {"server_side_binding": True, "prepare_threshold": int(threshold)} if int(threshold) else {}


def email(url: str) -> dict[str, Any]:
    """EMAIL_URL: console:, file:///folder, memory: or smtp[s]://user:password@host:port."""
    parts = urlsplit(url)
    base = "django.core.mail.backends."
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": base + "console.EmailBackend"}
    if parts.scheme == "memory":
        return {"EMAIL_BACKEND": base + "locmem.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": base + "filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme in {"smtp", "smtps", "smtp+tls"}:
        return {
            "EMAIL_BACKEND": base + "smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": 20,
        }
    raise ImproperlyConfigured(f"EMAIL_URL: scheme {parts.scheme!r} is not supported.")


def folder(value: str) -> Path:
    """The folder, made if missing, closed to other accounts of the machine."""
    path = Path(value).expanduser().resolve()
    path.mkdir(mode=0o750, parents=True, exist_ok=True)
    return path


def scratch_folder() -> str:
    """A folder of this process's own that goes when it ends."""
    path = tempfile.mkdtemp(prefix="umsicht-test-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path
