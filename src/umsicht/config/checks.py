"""`umsicht check --deploy`: what a host that people can reach must have. Each finding has an id and says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.core.files.storage import default_storage
from django.db import DatabaseError

from umsicht.core import heartbeat

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1"}
OPEN_TO_OTHERS = 0o007


def _secret() -> Iterator[CheckMessage]:
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 16:
        yield Error(
            "SECRET_KEY is short or not random.",
            hint="Set 50 random characters: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="umsicht.E001",
        )


def _modes() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "DEBUG is on: anybody can read settings and tracebacks.", hint="Unset DEBUG.", id="umsicht.E002"
        )
    if settings.DEMO:
        yield Warning(
            "DEMO is on: the demo accounts with their public passwords work.",
            hint="Unset DEMO.",
            id="umsicht.W001",
        )
    if not settings.REQUIRE_MFA:
        yield Warning(
            "Desk roles need no second factor.", hint="Set REQUIRE_MFA=1 (the default).", id="umsicht.W002"
        )


def _hosts() -> Iterator[CheckMessage]:
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts or hosts <= LOCAL_HOSTS:
        yield Error(
            f"ALLOWED_HOSTS is {', '.join(sorted(hosts))}: the public host names are missing.",
            hint="Set ALLOWED_HOSTS to exactly the names under which people reach this instance.",
            id="umsicht.E003",
        )


def _https() -> Iterator[CheckMessage]:
    if not settings.SITE_URL.startswith("https://") or not settings.HTTPS:
        yield Error(
            "The site is not set to https: passwords and sessions would travel readable.",
            hint="Put a proxy with a certificate in front, set SITE_URL=https://… and leave HTTPS at 1.",
            id="umsicht.E004",
        )
    elif not settings.TRUST_PROXY:
        yield Warning(
            "HTTPS is on but no proxy is trusted: behind one that ends TLS, every request is redirected for ever.",
            hint="Set TRUST_PROXY=1 if, and only if, all traffic comes through your own proxy.",
            id="umsicht.W003",
        )


def _storage() -> Iterator[CheckMessage]:
    folder = Path(settings.DATA_DIR)
    if folder.stat().st_mode & OPEN_TO_OTHERS:
        yield Error(
            f"Other accounts of this machine can read {folder}: uploads, database and keys lie there.",
            hint=f"chmod 750 {folder}",
            id="umsicht.E005",
        )
    files = Path(default_storage.path(""))
    if files.resolve().is_relative_to(Path(settings.STATIC_ROOT).resolve()):
        yield Error(
            "Uploads lie inside the public static folder.",
            hint="Give them a folder of their own.",
            id="umsicht.E006",
        )
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Error(
            "The static files were not collected.", hint="umsicht collectstatic --noinput", id="umsicht.E007"
        )


def _mail() -> Iterator[CheckMessage]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Error(
            "Mails do not leave this host: invitations and password links would reach nobody.",
            hint="Set EMAIL_URL=smtp+tls://user:password@host:587",
            id="umsicht.E008",
        )
    if "@example." in settings.DEFAULT_FROM_EMAIL:
        yield Error(
            f"The sender {settings.DEFAULT_FROM_EMAIL} is an example.",
            hint="Set MAIL_FROM to an address of your own domain.",
            id="umsicht.E009",
        )


def _worker() -> Iterator[CheckMessage]:
    try:
        seen = heartbeat.last_beat()
        alive = heartbeat.is_alive()
    except DatabaseError as error:
        yield Error(
            f"The database does not answer as it should: {error}",
            hint="umsicht migrate && umsicht createcachetable",
            id="umsicht.E010",
        )
        return
    if not alive:
        yield Warning(
            f"The task worker is silent since {seen.isoformat(timespec='minutes')}."
            if seen
            else "No task worker was seen today: no mail leaves, nothing scheduled runs.",
            hint="Run `umsicht worker` as a service beside the web server.",
            id="umsicht.W004",
        )


@register("umsicht", deploy=True)
def deployment(**_options: Any) -> list[CheckMessage]:
    parts = (_secret, _modes, _hosts, _https, _storage, _mail, _worker)
    return [message for part in parts for message in part()]
