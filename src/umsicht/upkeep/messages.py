"""The messages of upkeep."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register, while_true
from umsicht.notify.enums import Category
from umsicht.upkeep.domain.reminding import still_wanted

_OFFERS = [
    {
        "title": "Stark im Team (Demo)",
        "groups": ["frei", "termine", "preis-kontakt"],
        "lowered": False,
        "hidden": False,
    },
    {"title": "Sicher im Netz (Demo)", "groups": ["frei"], "lowered": False, "hidden": False},
]
_SAMPLE = {
    "reminder": 7,
    "provider": "Medienwerkstatt (Demo)",
    "stage": "first",
    "count": 2,
    "offers": _OFFERS,
    "more": 0,
    "until": "2027-01-20",
    "url": "/chemnitz/bestaetigen/beispiel",
}


def declare() -> None:
    """Called once, when the apps are ready."""
    register(
        MessageType(
            key="upkeep.reminder",
            title=_("Please confirm your offers"),
            audience=_("The address under which a provider answers for its offers"),
            why=_("You get this mail because this address answers for offers on the portal."),
            category=Category.WORK,
            samples={
                "": _SAMPLE,
                "again": {**_SAMPLE, "stage": "again"},
                "lowered": {
                    **_SAMPLE,
                    "stage": "lowered",
                    "offers": [{**_OFFERS[0], "lowered": True}, _OFFERS[1]],
                },
                "hidden": {
                    **_SAMPLE,
                    "stage": "hidden",
                    "offers": [{**_OFFERS[0], "hidden": True}, _OFFERS[1]],
                },
                "many": {**_SAMPLE, "count": 33, "more": 31},
            },
            sensitive=True,
            at_sending=while_true(still_wanted),
            members_only=True,
        ),
        MessageType(
            key="upkeep.ended",
            title=_("Provider says that an offer has ended"),
            audience=_("Coordinators and editors of the municipality"),
            why=_("You get this mail because you look after the offers of your municipality."),
            category=Category.WORK,
            samples={
                "": {
                    "offer": "Stark im Team (Demo)",
                    "provider": "Medienwerkstatt (Demo)",
                    "url": "/desk/chemnitz/aktuell-halten/angebot/7",
                }
            },
            inbox=True,
        ),
    )
