"""Enquiries in several states, and experiences with one offer. Rows are written straight: nobody gets a mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from umsicht.core import clock
from umsicht.enquiries.enums import AgeBand, EnquiryState, RemarkKind, ReplyState, ShownState
from umsicht.enquiries.models import Enquiry, Experience, ExperienceComment, Remark, Reply
from umsicht.offers.enums import Booking, OfferState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

_SCHOOL: dict[str, Any] = {
    "audience": "jugendliche",
    "grade": 8,
    "age_band": AgeBand.TO_15,
    "group": "8b",
    "group_size": 24,
    "time_note": "vormittags",
    "place": "Demo-Oberschule am Schlossteich",
    "institution": "Demo-Oberschule am Schlossteich",
    "email": "oberschule@example.org",
    "phone": "030 23125 701",
}
_CLUB: dict[str, Any] = {
    "audience": "eltern",
    "group": "Elternabend",
    "group_size": 30,
    "time_note": "abends ab 18 Uhr",
    "place": "Demo-Kita Sonnenkäfer",
    "institution": "Demo-Kita Sonnenkäfer",
    "email": "kita@example.org",
}
_TOLD: tuple[tuple[int, tuple[int, int, int, int], str, str], ...] = (
    (150, (4, 4, 3, 4), "Die Klasse hat gut mitgemacht. Planen Sie eine Doppelstunde mehr für die Auswertung ein.", ShownState.SHOWN),
    (110, (4, 3, 4, 4), "", ShownState.FIGURES),
    (75, (3, 4, 4, 3), "Bitte den Beamer vorher ausprobieren, der Ton war zuerst zu leise.", ShownState.SHOWN),
    (40, (4, 4, 4, 4), "Sehr freundlich und gut vorbereitet. Wir buchen im nächsten Jahr wieder.", ShownState.WAITING),
)  # fmt: skip


def fill(tenant: Tenant) -> int:
    """What is missing; returns how many records were made. Needs offers of three providers."""
    if Enquiry.objects.with_scope(tenant=tenant).filter(is_demo=True).exists():
        return 0
    offers = _offers(tenant)
    if len(offers) < 3:
        return 0
    made = [_open(tenant, offers), _overdue(tenant, offers), _agreed(tenant, offers)]
    for days, ratings, text, state in _TOLD:
        _held(tenant, offers[0], days)
        _experience(offers[0], days, ratings, text, state)
    return len(made) + 2 * len(_TOLD)


def _offers(tenant: Tenant) -> list[Offer]:
    """One bookable offer each of three providers; for grade 8 and of the media workshop first."""
    found = (
        Offer.objects.with_scope(tenant=tenant)
        .filter(state=OfferState.PUBLISHED, is_demo=True, provider__is_public=True)
        .exclude(booking=Booking.DROP_IN)
        .select_related("provider")
        .order_by("pk")
    )
    by_provider: dict[int, Offer] = {}
    for offer in sorted(
        found, key=lambda o: (not _for_grade_8(o), o.provider.code != "demo-medienwerkstatt")
    ):
        by_provider.setdefault(offer.provider_id, offer)
    return list(by_provider.values())[:3]


def _for_grade_8(offer: Offer) -> bool:
    return offer.grade_from is not None and offer.grade_from <= 8 <= (offer.grade_to or 13)


def _enquiry(tenant: Tenant, state: str, asked: int, offers: list[Offer], **values: Any) -> Enquiry:
    """Confirmed `asked` days ago."""
    now = clock.now()
    moment = now - dt.timedelta(days=asked)
    enquiry = Enquiry(
        tenant=tenant,
        state=state,
        created_at=moment - dt.timedelta(minutes=7),
        confirmed_at=moment,
        answer_by=clock.local(moment).date() + dt.timedelta(days=7),
        topics=list(
            dict.fromkeys(code for offer in offers for code in (*offer.problem_fields, *offer.topics))
        ),
        is_demo=True,
        **values,
    )
    enquiry.save(force_insert=True)
    return enquiry


def _reply(enquiry: Enquiry, offer: Offer, state: str, after: float | None = None, **values: Any) -> Reply:
    """Answered `after` days."""
    asked = enquiry.confirmed_at or clock.now()
    reply = Reply(
        tenant=enquiry.tenant,
        enquiry=enquiry,
        provider=offer.provider,
        offer=offer,
        state=state,
        asked_at=asked,
        answered_at=None if after is None else asked + dt.timedelta(days=after),
        **values,
    )
    reply.save(force_insert=True)
    reply.offers.add(offer)
    return reply


def _at(days: int, hour: int) -> dt.datetime:
    """That many days from now, moved on to a weekday."""
    day = clock.add_business_days(clock.today() + dt.timedelta(days=days), 0)
    return clock.at(day, dt.time(hour))


def _open(tenant: Tenant, offers: list[Offer]) -> Enquiry:
    """A proposal, a question, and one that has not answered yet."""
    days = [clock.local(_at(days, 9)).date().isoformat() for days in (24, 26)]
    enquiry = _enquiry(
        tenant,
        EnquiryState.OPEN,
        3,
        offers,
        what="Umgang miteinander im Klassenchat",
        days=days,
        message="Wir haben einen Klassenraum mit Beamer und zwei Doppelstunden Zeit.",
        **_SCHOOL,
    )
    _reply(
        enquiry,
        offers[0],
        ReplyState.PROPOSED,
        1.2,
        starts_at=_at(24, 9),
        ends_at=_at(24, 12),
        place="in Ihrer Schule",
        price="kostenfrei",
        note="Wir bringen alles mit und brauchen nur Strom.",
    )
    asked = _reply(enquiry, offers[1], ReplyState.QUESTION, 2)
    _reply(enquiry, offers[2], ReplyState.ASKED)
    Remark(
        tenant=tenant,
        enquiry=enquiry,
        reply=asked,
        kind=RemarkKind.QUESTION,
        text="Ist eine Schulsozialarbeiterin oder ein Schulsozialarbeiter dabei?",
        created_at=clock.now() - dt.timedelta(days=1),
    ).save(force_insert=True)
    return enquiry


def _overdue(tenant: Tenant, offers: list[Offer]) -> Enquiry:
    """Asked nine days ago, and nobody has answered: this waits in the office."""
    start = clock.today() + dt.timedelta(days=20)
    enquiry = _enquiry(
        tenant,
        EnquiryState.OPEN,
        9,
        offers[1:],
        what="Medienzeit in der Familie",
        day_from=start,
        day_to=start + dt.timedelta(days=21),
        told_office_at=clock.now() - dt.timedelta(days=1),
        **_CLUB,
    )
    for offer in offers[1:]:
        _reply(enquiry, offer, ReplyState.ASKED, reminders=1)
    return enquiry


def _agreed(tenant: Tenant, offers: list[Offer]) -> Enquiry:
    enquiry = _enquiry(
        tenant,
        EnquiryState.AGREED,
        12,
        offers[:2],
        what="Projekttag zum Schuljahresende",
        days=[clock.local(_at(35, 9)).date().isoformat()],
        agreed_for=_at(35, 9),
        closed_at=clock.now() - dt.timedelta(days=8),
        erase_on=clock.local(_at(35, 9)).date() + dt.timedelta(days=60),
        **_SCHOOL,
    )
    times = {"starts_at": _at(35, 9), "ends_at": _at(35, 13)}
    _reply(enquiry, offers[0], ReplyState.ACCEPTED, 1.5, place="in Ihrer Schule", price="120 Euro", **times)
    _reply(enquiry, offers[1], ReplyState.NOT_CHOSEN, 3, place="bei uns", price="80 Euro", **times)
    return enquiry


def _held(tenant: Tenant, offer: Offer, days: int) -> None:
    """Took place that many days ago; nothing of persons is left. Makes the provider's reply time."""
    held = clock.now() - dt.timedelta(days=days)
    enquiry = _enquiry(
        tenant,
        EnquiryState.HELD,
        days + 30,
        [offer],
        audience=_SCHOOL["audience"],
        grade=8,
        age_band=AgeBand.TO_15,
        agreed_for=held,
        closed_at=held - dt.timedelta(days=25),
        experience_asked_at=held + dt.timedelta(days=14),
        experience_given_at=held + dt.timedelta(days=16),
        erase_on=clock.local(held).date() + dt.timedelta(days=60),
        erased_at=clock.now(),
    )
    _reply(enquiry, offer, ReplyState.ACCEPTED, 1.8, starts_at=held, ends_at=held + dt.timedelta(hours=3))


def _experience(offer: Offer, days: int, ratings: tuple[int, int, int, int], text: str, state: str) -> None:
    told = clock.now() - dt.timedelta(days=days - 16)
    as_agreed, fitted, organised, again = ratings
    experience = Experience(
        tenant=offer.tenant,
        offer=offer,
        provider=offer.provider,
        held_in=clock.local(told).date().replace(day=1),
        as_agreed=as_agreed,
        fitted=fitted,
        organised=organised,
        again=again,
        text=text,
        state=state,
        created_at=told,
        is_demo=True,
    )
    experience.save(force_insert=True)
    if "Beamer" in text:
        ExperienceComment(
            tenant=offer.tenant,
            experience=experience,
            text="Danke für den Hinweis. Wir kommen jetzt eine Viertelstunde früher und prüfen den Ton.",
            state=ShownState.SHOWN,
            created_at=told + dt.timedelta(days=3),
        ).save(force_insert=True)
