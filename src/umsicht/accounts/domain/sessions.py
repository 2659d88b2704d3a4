"""Signing out of browsers: one, or all others."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.core import journal
from umsicht.core.errors import NotFound


@transaction.atomic
def end_session(*, actor: User, session_id: int) -> None:
    """Sign out one browser of one's own. Raises NotFound for a session that is over or someone else's."""
    session = UserSession.objects.filter(user=actor, pk=session_id).first()
    if session is None:
        raise NotFound(_("This sign-in is over already."))
    session.end()
    journal.record("accounts.session.end", actor, actor=actor)


@transaction.atomic
def end_other_sessions(*, actor: User, keep: str) -> int:
    """Sign out everywhere but in the session with the key `keep`; returns how many were ended."""
    return _end_all(actor, keep=keep, by=actor)


def end_all_sessions(*, actor: User | None, person: User) -> int:
    """Sign a person out everywhere: after erasure, or when an operator closes an account."""
    return _end_all(person, keep="", by=actor)


def _end_all(person: User, *, keep: str, by: User | None) -> int:
    ended = 0
    for session in UserSession.objects.filter(user=person).exclude(session_key=keep):
        session.end()
        ended += 1
    if ended:
        journal.record("accounts.session.end", person, actor=by, after={"count": ended})
    return ended
