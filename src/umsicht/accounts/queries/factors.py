"""How a person proves who she is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from umsicht.accounts.models import User


@dataclass(frozen=True)
class Factors:
    totp: bool
    passkeys: int
    codes_left: int | None  # None: no recovery codes were made

    @property
    def second(self) -> bool:
        return self.totp or self.passkeys > 0


def factors_of(user: User) -> Factors:
    """One query."""
    totp, passkeys, codes = False, 0, None
    for authenticator in Authenticator.objects.filter(user=user):
        if authenticator.type == Authenticator.Type.TOTP:
            totp = True
        elif authenticator.type == Authenticator.Type.WEBAUTHN:
            passkeys += 1
        elif authenticator.type == Authenticator.Type.RECOVERY_CODES:
            codes = len(authenticator.wrap().get_unused_codes())
    return Factors(totp, passkeys, codes)


def has_second_factor(user: Any) -> bool:
    """Recovery codes alone are none: they only stand in for the other two."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists())
