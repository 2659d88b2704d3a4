"""Sign-ins and changes to the ways of signing in, written into the journal.

A failed sign-in is recorded for accounts that exist only: what someone typed elsewhere may be a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from umsicht.accounts.domain.sessions import end_other_sessions
from umsicht.accounts.lockout import login_name
from umsicht.accounts.models import User
from umsicht.core import journal


def signed_in(sender: Any, user: User, **_kwargs: Any) -> None:
    journal.record("accounts.session.start", user, actor=user)


def signed_out(sender: Any, user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        journal.record("accounts.session.end", user, actor=user)


def sign_in_failed(
    sender: Any, credentials: Mapping[str, Any], request: HttpRequest | None = None, **_kwargs: Any
) -> None:
    if request is None or getattr(request, "axes_locked_out", False):
        return
    _record_for(login_name(request, credentials), "accounts.session.fail")


def locked_out(sender: Any, request: HttpRequest, username: str | None = None, **_kwargs: Any) -> None:
    """Told once: axes calls this for each attempt during the pause too, but counts only the ones before it."""
    if getattr(request, "axes_failures_since_start", None) is None:
        return
    _record_for(username or "", "accounts.session.lock")


def _record_for(email: str, action: str) -> None:
    person = User.objects.filter(email__iexact=email).first() if email else None
    if person is not None:
        journal.record(action, person, actor=None)


def password_changed(sender: Any, user: User, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """Whoever got in with the old password is out: only the browser that changed it stays signed in."""
    journal.record("accounts.password.change", user, actor=user)
    session = getattr(request, "session", None)
    end_other_sessions(actor=user, keep=(session.session_key if session is not None else "") or "")


def email_changed(sender: Any, user: User, **_kwargs: Any) -> None:
    """allauth writes the address straight to the person's row; the log tells that, not which."""
    journal.record("accounts.email.change", user, actor=user)


def factor_added(sender: Any, user: User, authenticator: Any, **_kwargs: Any) -> None:
    journal.record("accounts.factor.add", user, actor=user, after={"type": authenticator.type})


def factor_removed(sender: Any, user: User, authenticator: Any, **_kwargs: Any) -> None:
    journal.record("accounts.factor.remove", user, actor=user, before={"type": authenticator.type})


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="accounts.signed_out")
    user_login_failed.connect(sign_in_failed, dispatch_uid="accounts.sign_in_failed")
    user_locked_out.connect(locked_out, dispatch_uid="accounts.locked_out")
    for signal in (
        account_signals.password_changed,
        account_signals.password_set,
        account_signals.password_reset,
    ):
        signal.connect(password_changed, dispatch_uid="accounts.password_changed")
    account_signals.email_changed.connect(email_changed, dispatch_uid="accounts.email_changed")
    mfa_signals.authenticator_added.connect(factor_added, dispatch_uid="accounts.factor_added")
    mfa_signals.authenticator_reset.connect(factor_added, dispatch_uid="accounts.factor_reset")
    mfa_signals.authenticator_removed.connect(factor_removed, dispatch_uid="accounts.factor_removed")
