"""Opening accounts and changing what a person says about herself."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@transaction.atomic
def create_person(
    *,
    actor: Any,
    email: str,
    display_name: str,
    password: str,
    language: str = "de",
    is_operator: bool = False,
) -> User:
    """Open an account whose address counts as confirmed: the caller knows that the mailbox is hers.

    Raises BadInput for a bad address, name, language or weak password, Conflict if the address has an account.
    """
    email = email.strip().lower()
    person = User(email=email, is_operator=is_operator)
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("This is not an e-mail address.")) from error
    if User.objects.filter(email__iexact=email).exists():
        raise Conflict(
            _("There is an account with this address already. Please sign in."), code="account_exists"
        )
    person.display_name = checked_name(display_name)
    person.language = checked_language(language)
    check_password_strength(password, person)
    person.set_password(password)
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    journal.record("accounts.person.create", person, actor=actor or person)
    return person


@transaction.atomic
def change_profile(*, actor: User, person: User, display_name: str, language: str) -> User:
    """Change name and language. Raises NotAllowed for someone else's account, BadInput."""
    require(actor, "accounts.person.change", person)
    after = {"display_name": checked_name(display_name), "language": checked_language(language)}
    before = {name: getattr(person, name) for name in after}
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        for name in changed:
            setattr(person, name, after[name])
        person.save(update_fields=changed)
        # Only which fields: the log must not become a second place where names are kept.
        journal.record("accounts.person.change", person, actor=actor, after={"fields": changed})
    return person


def checked_name(value: str) -> str:
    name = " ".join(value.split())
    if not 2 <= len(name) <= 120:
        raise BadInput(_("Please give a name of 2 to 120 characters; a role will do."))
    return name


def checked_language(value: str) -> str:
    if value not in LANGUAGES:
        raise BadInput(_("This language is not offered."))
    return value


def check_password_strength(password: str, person: User) -> None:
    """Raise BadInput with all that is wrong with a new password."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), code="weak_password") from error
