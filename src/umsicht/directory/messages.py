"""The messages that the directory sends."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category

NAME = "Demo-Verein Nordlicht e. V."


def declare() -> None:
    """Called once, when the apps are ready."""
    for message in (*_registrations(), *_handovers()):
        register(message)


def _registrations() -> list[MessageType]:
    base: dict[str, Any] = {"name": NAME, "town": "Chemnitz"}
    why = _("You get this mail because your organisation was registered with this address.")
    return [
        MessageType(
            key="directory.registration_confirm",
            title=_("Confirm a registration"),
            audience=_("Whoever registered an organisation"),
            why=why,
            category=Category.ACCOUNT,
            samples={"": base | {"url": "/chemnitz/anbieter/werden/abc", "days": 14}},
            sensitive=True,
            typed_address=True,
        ),
        MessageType(
            key="directory.registration_received",
            title=_("Provider registered"),
            audience=_("Coordinators and editors of the municipality"),
            why=_("You get this mail because you look after the providers of your municipality."),
            category=Category.WORK,
            samples={"": {"name": NAME, "url": "/desk/chemnitz/anmeldungen/7"}},
            inbox=True,
        ),
        MessageType(
            key="directory.registration_admitted",
            title=_("Registration admitted"),
            audience=_("Whoever registered an organisation"),
            why=why,
            category=Category.ACCOUNT,
            samples={
                "": base | {"answer": "", "url": "/chemnitz/anbieter/demo-verein-nordlicht"},
                "answered": base
                | {"answer": "Willkommen im Netzwerk!", "url": "/chemnitz/anbieter/demo-verein-nordlicht"},
            },
        ),
        MessageType(
            key="directory.registration_refused",
            title=_("Registration refused"),
            audience=_("Whoever registered an organisation"),
            why=why,
            category=Category.ACCOUNT,
            samples={"": base | {"reason": "Ihr Angebot richtet sich nicht an Menschen in Chemnitz."}},
        ),
    ]


def _handovers() -> list[MessageType]:
    asked: dict[str, Any] = {
        "organisation": NAME,
        "town": "Chemnitz",
        "message": "Ich gehe in den Ruhestand. Danke fürs Übernehmen!",
        "until": "2026-12-24T10:00:00+00:00",
    }
    settled: dict[str, Any] = {
        "organisation": NAME,
        "to": "neu@example.org",
        "day": "2026-11-24",
        "url": "/desk/chemnitz",
    }
    return [
        MessageType(
            key="directory.handover_asked",
            title=_("Asked to take over an organisation"),
            audience=_("The person or office that is to keep the organisation"),
            why=_(
                "You get this mail because somebody wants to hand the entries of an organisation over to you."
            ),
            category=Category.ACCOUNT,
            samples={
                "": asked | {"to_office": False, "url": "/chemnitz/anbieter/uebergabe/abc"},
                "office": asked | {"to_office": True, "message": "", "url": "/desk/leipzig/uebergaben/3"},
            },
            sensitive=True,
        ),
        MessageType(
            key="directory.handover_settled",
            title=_("Outcome of a hand-over"),
            audience=_("Both sides of the hand-over"),
            why=_("You get this mail because you were asked about a hand-over or began it."),
            category=Category.ACCOUNT,
            samples={
                "": settled | {"outcome": "accepted"},
                "declined": settled | {"outcome": "declined"},
                "withdrawn": settled | {"outcome": "withdrawn"},
                "lapsed": settled | {"outcome": "lapsed"},
            },
        ),
    ]
