"""The messages that offers send."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register, while_true
from umsicht.notify.enums import Category
from umsicht.offers.queries.working import is_still_submitted

_CHECK = {
    "offer_id": 7,
    "offer": "Stark im Team (Demo)",
    "provider": "Verein Beispiel",
    "url": "/desk/chemnitz/angebote/7/pruefen",
}


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
    register(*_of_the_way())


def _of_the_way() -> tuple[MessageType, ...]:
    """What people hear of an entry's way from draft to publication."""
    return (
        MessageType(
            key="offers.submitted",
            title=_("Offer waits for a check"),
            audience=_("Coordinators and editors of the municipality"),
            why=_("You get this mail because you look after the offers of your municipality."),
            category=Category.WORK,
            samples={
                "": _CHECK | {"is_new": False},
                "new": _CHECK | {"is_new": True},
            },
            inbox=True,
            at_sending=while_true(is_still_submitted),
        ),
        MessageType(
            key="offers.returned",
            title=_("Offer came back from the office"),
            audience=_("The people who keep the offer's provider"),
            why=_("You get this mail because you keep the entries of this provider."),
            category=Category.WORK,
            samples={
                "": {
                    "offer_id": 7,
                    "offer": "Stark im Team (Demo)",
                    "reason": "Der Preis ist noch nicht klar.",
                    "comments": [{"field": "Kosten", "text": "Gilt der Preis je Klasse oder je Kind?"}],
                    "url": "/desk/chemnitz/angebote/7/bearbeiten",
                },
            },
            inbox=True,
        ),
        MessageType(
            key="offers.published",
            title=_("Offer published"),
            audience=_("The people who keep the offer's provider"),
            why=_("You get this mail because you keep the entries of this provider."),
            category=Category.WORK,
            samples={
                "": {
                    "offer_id": 7,
                    "offer": "Stark im Team (Demo)",
                    "url": "/desk/chemnitz/angebote/7",
                    "public_url": "/chemnitz/angebote/stark-im-team",
                },
            },
            inbox=True,
        ),
    )
