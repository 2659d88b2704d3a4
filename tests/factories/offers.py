"""Programmes, offers and their dates for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.tenancy import make_state
from tests.factories.vocabulary import make_many_terms
from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.offers.enums import ReportField
from umsicht.offers.models import FieldReport, Offer, OfferSession, Programme
from umsicht.offers.queries.dates import next_start, series_of

_count = itertools.count(1001)  # four digits: names sort in the order in which they were made
FREE = {"format": "beratung", "amount_cents": 0, "per": "", "payer": "kostenfrei", "note": ""}
TERMS = {
    "problem_field": ("sucht",),
    "topic": ("medien-online",),
    "audience": ("eltern", "jugendliche"),
    "format": ("beratung", "workshop"),
    "level": ("universell",),
    "fidelity": ("eigenes-angebot", "gekuerzt"),
    "payer": ("kostenfrei", "schule", "foerderung", "teilnehmende"),
    "language": ("de", "en"),
    "sector": ("vereine", "bildung", "kommunalverwaltung", "kinder-jugendarbeit", "kirchen"),
    "accessibility": ("stufenlos", "nicht-barrierefrei"),
    "subject": ("ethik",),
    "evidence_tier": ("gl-3", "nicht-gelistet"),
}


AVAILABILITY = {"offen": 60, "wenige": 30, "warteliste": 60, "pausiert": 120, "unbekannt": None}


def make_terms() -> None:
    """The few terms that offers of these factories carry."""
    make_many_terms(
        [
            *(
                (scheme, code, {"label_de": code.replace("-", " ").title(), "extra": _extra(code)})
                for scheme, codes in TERMS.items()
                for code in codes
            ),
            *(
                ("availability", code, {"label_de": code, "extra": {"decays_after_days": days}})
                for code, days in AVAILABILITY.items()
            ),
        ]
    )


def _extra(code: str) -> dict[str, Any]:
    return {"rank": 3} if code == "gl-3" else {}


def make_programme(**fields: Any) -> Programme:
    number = next(_count)
    defaults: dict[str, Any] = {
        "tenant": make_state(),
        "code": f"programm-{number}",
        "slug": f"programm-{number}",
        "name": f"Programm {number}",
        "aim": "Kinder lernen, miteinander auszukommen.",
        "evidence_tier": "nicht-gelistet",
    }
    programme = Programme(**(defaults | fields))
    programme.save()
    return programme


def make_offer(provider: Organisation | None = None, **fields: Any) -> Offer:
    """A published, complete offer; give `state` for another one."""
    number = next(_count)
    provider = provider or make_organisation()
    state = fields.get("state", "published")
    defaults: dict[str, Any] = {
        "tenant": provider.tenant,
        "provider": provider,
        "code": f"angebot-{number}",
        "slug": f"angebot-{number}",
        "title": f"Angebot {number}",
        "summary": "Wir hören zu und helfen weiter.",
        "description": "Sie können allein oder zu zweit kommen.",
        "problem_fields": ["sucht"],
        "audiences": ["eltern"],
        "formats": ["beratung"],
        "level": "universell",
        "languages": ["de"],
        "place_modes": ["at-provider"],
        "costs": [FREE],
        "cost_from_cents": 0,
        "edited_on": clock.today(),
        "published_at": None if state in {"draft", "submitted"} else clock.now(),
        "state": state,
    }
    offer = Offer(**(defaults | fields))
    offer.save()
    return offer


def make_session(offer: Offer, start: dt.datetime, **fields: Any) -> OfferSession:
    """A date or series starting at a Berlin wall-clock time; stores the offer's next date too."""
    session = OfferSession(
        tenant=offer.tenant,
        offer=offer,
        starts_at=clock.at(start.date(), start.time()),
        **({"duration_minutes": 90} | fields),
    )
    session.save()
    rows = OfferSession.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    offer.next_date = next_start([series_of(row) for row in rows], clock.now())
    offer.has_sessions = True
    offer.save()
    return session


def make_report(offer: Offer, *, days: int = 0, text: str = "Neue Nummer", **fields: Any) -> FieldReport:
    """An error that somebody reported on the public page so many days ago."""
    report = FieldReport(
        tenant=offer.tenant,
        offer=offer,
        field=ReportField.CONTACT,
        text=text,
        created_at=clock.now() - dt.timedelta(days=days),
        **fields,
    )
    with scope(tenant=offer.tenant):
        report.save()
    return report
