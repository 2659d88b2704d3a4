"""How the log words what was done to plans. It never says for which class: the plan is forgotten, the log is not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    journal.describe(
        {
            "planning.plan.create": _("Year plan made"),
            "planning.plan.change": _("Year plan changed"),
            "planning.plan.release": _("Year plan released to the office"),
            "planning.plan.withdraw": _("Release of a year plan taken back"),
            "planning.plan.mail": _("Address of a year plan sent by mail"),
            "planning.plan.delete": _("Year plan deleted"),
            "planning.entry.add": _("Offers taken into a year plan"),
            "planning.entry.place": _("Date in a year plan changed"),
            "planning.entry.remove": _("Offer taken out of a year plan"),
        }
    )
