"""`umsicht demo`: fills an instance with the demonstration, or completes and refreshes one."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from umsicht.config.demo.load import load
from umsicht.config.demo.people import DEMO_PASSWORD, SEATS
from umsicht.config.demo.upkeep import open_link
from umsicht.core.errors import UmsichtError


class Command(BaseCommand):
    help = (
        "Load the demonstration: Saxony's municipalities, vocabulary, providers, offers with dates around today, "
        "and one sign-in per role. Can be run again at any time."
    )

    requires_system_checks: list[str] = []  # fills tables; pages and templates have nothing to do with it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="Only a part of the offers and facilities.")
        parser.add_argument(
            "--again", action="store_true", help="Compare every record, also right after a load."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("Nur für Vorführungen: Setzen Sie DEMO=1.")
        with translation.override("de"):
            try:
                result = load(quick=options["quick"], again=options["again"], say=self.stdout.write)
            except UmsichtError as error:
                raise CommandError(error.message) from error
        if result.changed:
            self.stdout.write(f"Die Vorführung ist geladen ({result.seconds:.0f} s).")
        else:
            self.stdout.write("Die Vorführung war vollständig, nichts geändert.")
        self._tell_sign_ins()

    def _tell_sign_ins(self) -> None:
        self.stdout.write(
            f"\nAnmelden unter {settings.SITE_URL}/konto/anmelden, Passwort für alle: {DEMO_PASSWORD}"
        )
        link = open_link()
        if link:
            self.stdout.write(f"Eine Erinnerung an einen Anbieter zum Ausprobieren: {link}")
        for seat in SEATS:
            self.stdout.write(f"  {seat.email:<40} {seat.name}")
