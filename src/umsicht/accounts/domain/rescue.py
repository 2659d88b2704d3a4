"""What only who runs the instance does with someone else's account: after a lost phone, or when someone is gone."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.accounts.domain.sessions import end_all_sessions
from umsicht.accounts.models import User
from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict


@transaction.atomic
def reset_factors(*, actor: Any, person: User, reason: str) -> int:
    """Remove app, passkeys and recovery codes, and sign the person out everywhere; returns how many were removed.

    Raises NotAllowed, BadInput without a reason.
    """
    _asked(actor, person, reason)
    removed, _each = Authenticator.objects.filter(user=person).delete()
    end_all_sessions(actor=actor, person=person)
    journal.record(
        "accounts.factor.reset", person, actor=actor, after={"removed": removed}, reason=reason.strip()
    )
    return removed


@transaction.atomic
def close_account(*, actor: Any, person: User, reason: str) -> None:
    """Nobody signs in with this account any more; roles stay on record. Raises NotAllowed, BadInput, Conflict."""
    _asked(actor, person, reason)
    _switch(actor, person, "accounts.person.close", reason, open_=False)
    end_all_sessions(actor=actor, person=person)


@transaction.atomic
def reopen_account(*, actor: Any, person: User, reason: str) -> None:
    """Raises NotAllowed, BadInput without a reason, Conflict if the account is open."""
    _asked(actor, person, reason)
    _switch(actor, person, "accounts.person.reopen", reason, open_=True)


def _asked(actor: Any, person: User, reason: str) -> None:
    require(actor, "accounts.person.rescue", person)
    if not reason.strip():
        raise BadInput(_("Please give a reason."))


def _switch(actor: Any, person: User, action: str, reason: str, *, open_: bool) -> None:
    row = User.objects.select_for_update().get(pk=person.pk)
    if row.is_active == open_:
        raise Conflict(_("This has been done already."))
    person.is_active = row.is_active = open_
    row.save(update_fields=["is_active"])
    journal.record(action, row, actor=actor, reason=reason.strip())
