"""What the accounts floor and the sign-in packages keep about a person: export and erasure."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from umsicht.accounts.models import User

_AXES_MODELS = (AccessAttempt, AccessLog, AccessFailureLog)


def export_account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.display_name,
        "language": user.language,
        "created_at": user.created_at,
        "last_login": user.last_login,
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values("created_at", "last_seen_at", "ip", "user_agent")
        ),
        "linked_accounts": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")
        ),
        "failed_sign_ins": list(
            AccessAttempt.objects.filter(username__iexact=user.email).values(
                "attempt_time", "ip_address", "user_agent", "failures_since_start"
            )
        ),
    }


def erase_account(user: User) -> None:
    """The rows that hang on the person's own row go with it; axes knows the address only as text."""
    for model in _AXES_MODELS:
        model.objects.filter(username__iexact=user.email).delete()
