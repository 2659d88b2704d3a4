"""Sign-ins of the demonstration: people exist as roles only, all with one published password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from umsicht.accounts.models import User
from umsicht.core.errors import NotAllowed

DEMO_PASSWORD = "umsicht-vorfuehrung"  # noqa: S105 - published on purpose; works on demo instances only


@dataclass(frozen=True)
class DemoPerson:
    email: str
    display_name: str
    is_operator: bool = False


@transaction.atomic
def ensure_demo_people(people: Iterable[DemoPerson]) -> dict[str, User]:
    """Make sure that these accounts exist; returns them by address. Running it again changes nothing.

    Raises NotAllowed unless the instance is a demonstration, and for an address that belongs to a real account.
    """
    if not (settings.DEMO or settings.TESTING):
        raise NotAllowed("Demo sign-ins exist on demo instances only (DEMO=1).")
    wanted = {person.email.lower(): person for person in people}
    found = {user.email: user for user in User.objects.filter(email__in=wanted)}
    real = sorted(email for email, user in found.items() if not user.is_demo)
    if real:
        raise NotAllowed(f"These addresses belong to real accounts: {', '.join(real)}.")
    missing = [person for email, person in wanted.items() if email not in found]
    if missing:
        password = make_password(
            DEMO_PASSWORD
        )  # one hash for all: it is no secret, and hashing is slow on purpose
        made = User.objects.bulk_create(
            User(
                email=person.email.lower(),
                display_name=person.display_name,
                is_operator=person.is_operator,
                is_demo=True,
                password=password,
            )
            for person in missing
        )
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in made
        )
        found |= {user.email: user for user in made}
    return {email: found[email] for email in wanted}
