"""Finding accounts."""

from __future__ import annotations

from umsicht.accounts.models import User


def by_email(email: str) -> User | None:
    """The account with this address, in any spelling; closed ones too."""
    return User.objects.filter(email__iexact=email.strip()).first()
