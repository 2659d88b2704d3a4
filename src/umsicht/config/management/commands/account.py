"""`umsicht account …`: help for someone who lost the second factor, or a stop for an account in wrong hands."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from umsicht.accounts.domain import rescue
from umsicht.accounts.queries.people import by_email
from umsicht.core.errors import UmsichtError

ACTIONS: dict[str, tuple[Callable[..., Any], str]] = {
    "reset-factors": (
        rescue.reset_factors,
        "Remove app, passkeys and recovery codes, and sign out everywhere.",
    ),
    "close": (rescue.close_account, "Let nobody sign in with this account, and sign out everywhere."),
    "reopen": (rescue.reopen_account, "Let the person sign in again."),
}


class Command(BaseCommand):
    help = "Look after someone else's account. The reason stays in the log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        for name, (_function, text) in ACTIONS.items():
            sub = actions.add_parser(name, help=text, description=text)
            sub.add_argument("email", help="Address of the account.")
            sub.add_argument("--reason", required=True, help="Why; stays in the log.")

    def handle(self, *args: Any, **options: Any) -> None:
        person = by_email(options["email"])
        if person is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        function, _text = ACTIONS[options["action"]]
        with translation.override("de"):
            try:
                function(actor=None, person=person, reason=options["reason"])
            except UmsichtError as error:
                raise CommandError(error.message) from error
        self.stdout.write(f"{options['action']}: {person.email}")
