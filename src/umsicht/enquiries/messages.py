"""The messages about enquiries and experiences, with samples for the catalogue."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.enquiries.queries.still import to_answer, to_confirm
from umsicht.notify.catalogue import AtSending, MessageType, register, while_true
from umsicht.notify.enums import Category

_MATTER = [
    ["Worum es geht", "Mobbing in der Klasse, Schwerpunkt Klassenchat"],
    ["Gruppe", "Jugendliche, Klasse 8, 24 Personen"],
    ["Wunschtermine", "12.01.2027 oder 14.01.2027 (vormittags)"],
    ["Ort", "Schule am Sonnenberg, Sonnenberg"],
    ["Einrichtung", "Oberschule am Sonnenberg (Demo)"],
]
_PROPOSAL = [
    ["Wann", "14.01.2027, 09:00 bis 12:15 Uhr"],
    ["Was", "Klasse im Netz (Demo)"],
    ["Wo", "in Ihrer Schule"],
    ["Preis", "kostenfrei"],
]
_REACH = [["E-Mail", "sekretariat@example.org"], ["Telefon", "0371 000000"]]
_SELF = {"enquiry": 7, "what": "Mobbing in der Klasse", "demo": False}
_PAGE = "/chemnitz/anfrage/meine/abc"
_DESK = "/desk/chemnitz/anfragen/7"
_ASKED: dict[str, Any] = {
    "kind": "new",
    "reply": 9,
    "provider": "Medienwerkstatt (Demo)",
    "offers": ["Klasse im Netz (Demo)"],
    "matter": _MATTER,
    "message": "Wir haben einen Klassenraum mit Beamer.",
    "answer": "",
    "answer_by": "2026-11-25",
    "demo": False,
}
_ANSWERED = {**_ASKED, "kind": "answer", "answer": "Ja, ein Beamer ist da."}
_OUTCOME: dict[str, Any] = {
    "kind": "other",
    "offers": ["Klasse im Netz (Demo)"],
    "reason": "",
    "proposal": _PROPOSAL,
    "institution": "Oberschule am Sonnenberg (Demo)",
    "reach": [],
    "calendar": "",
}
_REPLY = {
    **_SELF,
    "state": "proposed",
    "provider": "Medienwerkstatt (Demo)",
    "proposal": _PROPOSAL,
    "note": "Wir bringen alles mit.",
    "reason": "",
    "question": "",
    "url": _PAGE,
}
_ENDED = {
    **_SELF,
    "kind": "unmet",
    "provider": "",
    "proposal": [],
    "reason": "",
    "until": "2026-12-30",
    "url": _PAGE,
    "search": "/chemnitz/angebote",
}
_SURE = {"provider": "Medienwerkstatt (Demo)", "proposal": _PROPOSAL}
_WHY_ENQUIRER = _("You get this mail because an enquiry was sent with your address.")
_WHY_PROVIDER = _("You get this mail because this address stands with an offer of prevention.")
_WHY_KEEPER = _("You get this mail because you look after the offers of your organisation.")
_WHY_OFFICE = _("You get this mail because you look after the offers of your municipality.")
_ENQUIRER = _("Whoever sent an enquiry")
_KEEPER = _("People who speak for a provider at the desk")
_OFFICE = _("Coordinators and editors of the municipality")


def _to_enquirer(
    key: str, title: Any, *, typed: bool = False, still: AtSending | None = None, **samples: dict[str, Any]
) -> MessageType:
    """Carries the way to the private page, so it is for the mail alone. `typed`: nobody has confirmed the address yet."""
    return MessageType(
        key=f"enquiries.{key}",
        title=title,
        audience=_ENQUIRER,
        why=_WHY_ENQUIRER,
        category=Category.WORK,
        samples={"" if name == "one" else name: sample for name, sample in samples.items()},
        sensitive=True,
        typed_address=typed,
        at_sending=still,
    )


def _at_desk(
    key: str,
    title: Any,
    audience: Any,
    why: Any,
    *,
    still: AtSending | None = None,
    **samples: dict[str, Any],
) -> MessageType:
    return MessageType(
        key=f"enquiries.{key}",
        title=title,
        audience=audience,
        why=why,
        category=Category.WORK,
        samples={"" if name == "one" else name: sample for name, sample in samples.items()},
        inbox=True,
        at_sending=still,
    )


def _to_provider(
    key: str, title: Any, *, still: AtSending | None = None, **samples: dict[str, Any]
) -> MessageType:
    return MessageType(
        key=f"enquiries.{key}",
        title=title,
        audience=_("The contact point of a provider without a person at the desk"),
        why=_WHY_PROVIDER,
        category=Category.WORK,
        samples=samples,
        sensitive=True,
        at_sending=still,
    )


ENQUIRERS = (
    _to_enquirer(
        "confirm",
        _("Confirm your enquiry"),
        typed=True,
        still=while_true(to_confirm),
        one={
            **_SELF,
            "providers": ["Medienwerkstatt (Demo)", "Beratungsstelle Lichtblick (Demo)"],
            "matter": _MATTER,
            "url": "/chemnitz/anfrage/bestaetigen/abc",
        },
    ),
    _to_enquirer(
        "reply",
        _("A provider has answered"),
        yes=_REPLY,
        no={**_REPLY, "state": "declined", "reason": "Keine Zeit an den Wunschterminen", "proposal": []},
        question={
            **_REPLY,
            "state": "question",
            "question": "Gibt es einen Beamer?",
            "note": "",
            "proposal": [],
        },
        back={**_REPLY, "state": "asked", "note": ""},
    ),
    _to_enquirer("note", _("Note of the office"), one={**_SELF, "text": "Wir fragen weiter.", "url": _PAGE}),
    _to_enquirer("page", _("New address of your page"), one={**_SELF, "url": _PAGE}),
    _to_enquirer(
        "decide",
        _("Your decision is awaited"),
        one={**_SELF, "count": 2, "until": "2026-12-09", "url": _PAGE},
        question={**_SELF, "count": 0, "until": "2026-12-09", "url": _PAGE},
    ),
    _to_enquirer(
        "ended",
        _("How your enquiry ended"),
        agreed={**_ENDED, "kind": "agreed", **_SURE},
        unmet=_ENDED,
        called_off={**_ENDED, "kind": "called_off", "reason": "Die Klasse ist krank.", **_SURE},
        withdrawn={**_ENDED, "kind": "withdrawn", "url": ""},
    ),
    _to_enquirer(
        "experience",
        _("How was it?"),
        one={
            **_SELF,
            "offer": "Klasse im Netz (Demo)",
            "provider": "Medienwerkstatt (Demo)",
            "day": "2027-01-14",
            "url": "/chemnitz/anfrage/erfahrung/abc",
        },
    ),
)
PROVIDERS = (
    _to_provider(
        "asked",
        _("Enquiry to a provider"),
        still=while_true(to_answer),
        new={**_ASKED, "url": "/chemnitz/anfrage/antwort/abc"},
        reminder={**_ASKED, "kind": "reminder", "url": "/chemnitz/anfrage/antwort/abc"},
        answer={**_ANSWERED, "url": "/chemnitz/anfrage/antwort/abc"},
    ),
    _to_provider(
        "outcome",
        _("How an enquiry went on"),
        accepted={
            **_OUTCOME,
            "kind": "accepted",
            "reach": _REACH,
            "calendar": "/chemnitz/anfrage/termin/abc",
        },
        other=_OUTCOME,
        withdrawn={**_OUTCOME, "kind": "withdrawn"},
        called_off={**_OUTCOME, "kind": "called_off", "reason": "Die Klasse ist krank."},
        ended={**_OUTCOME, "kind": "ended"},
    ),
    _at_desk(
        "asked_at_desk",
        _("Enquiry to a provider, at the desk"),
        _KEEPER,
        _WHY_KEEPER,
        still=while_true(to_answer),
        new={**_ASKED, "url": _DESK},
        reminder={**_ASKED, "kind": "reminder", "url": _DESK},
        answer={**_ANSWERED, "url": _DESK},
    ),
    _at_desk(
        "outcome_at_desk",
        _("How an enquiry went on, at the desk"),
        _KEEPER,
        _WHY_KEEPER,
        accepted={**_OUTCOME, "kind": "accepted", "url": _DESK},
        other={**_OUTCOME, "url": _DESK},
        withdrawn={**_OUTCOME, "kind": "withdrawn", "url": _DESK},
        called_off={**_OUTCOME, "kind": "called_off", "reason": "Die Klasse ist krank.", "url": _DESK},
        ended={**_OUTCOME, "kind": "ended", "url": _DESK},
    ),
    _at_desk(
        "experience_shown",
        _("An experience is shown"),
        _KEEPER,
        _WHY_KEEPER,
        one={
            "offer": "Klasse im Netz (Demo)",
            "text": "Vorher den Raum tauschen.",
            "url": "/desk/chemnitz/erfahrungen/3",
        },
    ),
)
OFFICE = (
    _at_desk(
        "office",
        _("An enquiry needs the office"),
        _OFFICE,
        _WHY_OFFICE,
        overdue={
            "kind": "overdue",
            "what": "Mobbing in der Klasse",
            "providers": ["Medienwerkstatt (Demo)"],
            "url": _DESK,
        },
        unreachable={
            "kind": "unreachable",
            "what": "Mobbing in der Klasse",
            "providers": ["Medienwerkstatt (Demo)"],
            "url": _DESK,
        },
        unmet={"kind": "unmet", "what": "Mobbing in der Klasse", "providers": [], "url": _DESK},
    ),
    _at_desk(
        "experience_waiting",
        _("An experience waits for the check"),
        _OFFICE,
        _WHY_OFFICE,
        one={"offer": "Klasse im Netz (Demo)", "url": "/desk/chemnitz/erfahrungen/3"},
    ),
)


def declare() -> None:
    """Called once, when the apps are ready."""
    register(*ENQUIRERS, *PROVIDERS, *OFFICE)
