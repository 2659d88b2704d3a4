"""Numbers for people in need. They stand above every public footer; a municipality may add its own.

Source: the helplines' own websites (polizei-beratung.de, hilfetelefon.de, nummergegenkummer.de, weisser-ring.de).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from umsicht.ui.nav import Text


@dataclass(frozen=True)
class Helpline:
    number: str
    label: Text

    @property
    def tel(self) -> str:
        """The number as a telephone link takes it: digits only."""
        return "".join(digit for digit in self.number if digit.isdigit())


EMERGENCY: tuple[Helpline, ...] = (
    Helpline("110", _("Police, in acute danger")),
    Helpline("112", _("Fire brigade and ambulance")),
)

HELPLINES: tuple[Helpline, ...] = (
    *EMERGENCY,
    Helpline("116 016", _("Violence against women helpline")),
    Helpline("116 111", _("Helpline for children and young people")),
    Helpline("0800 111 0550", _("Helpline for parents")),
    Helpline("116 006", _("Victims' helpline of Weisser Ring")),
)
