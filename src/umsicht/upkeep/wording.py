"""How the journal's entries about upkeep read."""

from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    journal.describe(
        {
            "upkeep.reminder.send": _("Provider asked to confirm"),
            "upkeep.offer.confirm": _("Offer confirmed"),
            "upkeep.offer.report_ended": _("Provider says the offer has ended"),
            "upkeep.link.ignore": _("Web address left alone"),
            "upkeep.link.watch": _("Web address watched again"),
            "upkeep.link.break": _("Web address leads nowhere"),
            "upkeep.rules.change": _("Rules of freshness changed"),
            "upkeep.rules.reset": _("Rules of freshness back to the defaults"),
            "offers.offer.rank_lower": _("Offer ranks lower: nobody confirmed it"),
            "offers.offer.rank_normally": _("Offer ranks normally again"),
            "offers.offer.lapse": _("Offer hidden: nobody confirmed it"),
            "offers.offer.come_back": _("Offer shown again after a confirmation"),
        }
    )
