"""The browsers in which a person is signed in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.core import clock

# First hit wins; order matters, since most browsers also name others.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SignedIn:
    id: int
    device: str
    ip: str
    since: dt.datetime
    is_current: bool


def sessions_of(user: User, current_key: str) -> list[SignedIn]:
    """Running sign-ins, this browser first, then the newest. Rows whose session is gone wait for the daily tidying."""
    session = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=clock.now())
    running = UserSession.objects.filter(Exists(session), user=user)
    rows = [
        SignedIn(
            id=session.pk,
            device=device_of(session.user_agent),
            ip=session.ip,
            since=session.created_at,
            is_current=session.session_key == current_key,
        )
        for session in running
    ]
    return sorted(rows, key=lambda row: (not row.is_current, -row.since.timestamp(), row.id))


def device_of(user_agent: str) -> str:
    """ "Firefox unter Windows", as far as the browser says so."""
    browser = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}\b|\b{mark}/", user_agent)), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")
