"""People for tests. Called by role, never by an invented name."""

from __future__ import annotations

import itertools
from typing import Any

from umsicht.accounts.models import User

PASSWORD = "lang-genug-fuer-tests"
_count = itertools.count(1001)  # four digits: names sort in the order in which they were made


def make_person(email: str = "", *, password: str | None = None, **fields: Any) -> User:
    """A person who can sign in by address; with a password only where a test signs in by form."""
    number = next(_count)
    fields.setdefault("display_name", f"Person {number}")
    return User.objects.create_user(email or f"person{number}@example.org", password, **fields)
