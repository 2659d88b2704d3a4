"""The messages that offers send."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category


def declare() -> None:
    """Called once, when the apps are ready."""
    register(
        MessageType(
            key="offers.report_received",
            title=_("Error reported"),
            audience=_("Coordinators and editors of the municipality"),
            why=_("You get this mail because you look after the offers of your municipality."),
            category=Category.WORK,
            samples={
                "": {"offer": "Stark im Team (Demo)", "field": "Kosten", "url": "/desk/chemnitz/meldungen/7"},
            },
            inbox=True,
        ),
        MessageType(
            key="offers.report_answered",
            title=_("Answer to an error report"),
            audience=_("Whoever reported an error and left an address"),
            why=_("You get this mail because you reported an error and asked for an answer."),
            category=Category.NEWS,
            samples={
                "": {
                    "offer": "Stark im Team (Demo)",
                    "answer": "Vielen Dank. Der Preis ist berichtigt.",
                    "url": "/chemnitz/angebote/stark-im-team",
                },
            },
        ),
    )
