"""A new offer that begins filled: from a programme, from another own offer, from last year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.text import truncate
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.domain.offers import FIELDS, create_offer
from umsicht.offers.domain.sessions import set_sessions
from umsicht.offers.enums import Origin
from umsicht.offers.models import Offer, OfferSession, Programme
from umsicht.offers.queries.dates import series_of
from umsicht.offers.series import Series, canonical_rule
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

_FROM_PROGRAMME = (
    "problem_fields", "topics", "factors", "audiences", "settings", "level", "age_from", "age_to", "grade_from", "grade_to",
)  # fmt: skip
FAITHFUL = "wie-vorgesehen"
_NOT_COPIED = {"is_demo", "source", "real_background"}
_YEAR = dt.timedelta(weeks=52)
"""A year in whole weeks, so that a Tuesday stays a Tuesday."""


def from_programme(*, provider: Organisation, programme: Programme, actor: Any) -> Offer:
    """A draft with everything the programme knows; it can be submitted after clicks alone.

    Raises NotAllowed. Terms that have ended meanwhile are left out.
    """
    words = catalogue(provider.tenant)
    values = {name: getattr(programme, name) for name in _FROM_PROGRAMME}
    for name, scheme in (
        ("problem_fields", Scheme.PROBLEM_FIELD), ("topics", Scheme.TOPIC), ("factors", Scheme.FACTOR),
        ("audiences", Scheme.AUDIENCE), ("settings", Scheme.SETTING),
    ):  # fmt: skip
        current = {entry.code for entry in words.current(scheme)}
        values[name] = [code for code in values[name] if code in current]
    faithful: dict[str, Any] = {"fidelity": FAITHFUL} if words.get(Scheme.FIDELITY, FAITHFUL) else {}
    return create_offer(
        provider=provider,
        actor=actor,
        title=truncate(programme.name, 160),
        summary=truncate(programme.aim.split("\n")[0], 300),
        description="\n\n".join(part for part in (programme.aim, programme.concept) if part),
        programme=programme,
        origin=Origin.PROGRAMME,
        languages=["de"] if words.get(Scheme.LANGUAGE, "de") else [],
        **_contact_of(provider),
        **values,
        **faithful,
    )


def blank(*, provider: Organisation, actor: Any, title: str, summary: str) -> Offer:
    """A draft with nothing but its title and its sentence."""
    return create_offer(provider=provider, actor=actor, title=title, summary=summary, **_contact_of(provider))


@transaction.atomic
def from_offer(*, offer: Offer, actor: Any, with_dates: bool = False) -> Offer:
    """A draft like another offer of the same provider. `with_dates` takes its dates into the coming year.

    Files stay behind: they belong to their offer. Raises NotAllowed.
    """
    require(actor, "offers.offer.change", offer)
    values = {name: getattr(offer, name) for name in FIELDS - _NOT_COPIED}
    values["title"] = truncate(_("%(title)s (copy)") % {"title": offer.title}, 160)
    made = create_offer(provider=offer.provider, actor=actor, **values)
    if with_dates:
        rows = OfferSession.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
        set_sessions(offer=made, actor=actor, sessions=[next_year(series_of(row)) for row in rows])
    return made


def next_year(series: Series, now: dt.datetime | None = None) -> Series:
    """The same dates by as many whole years of 52 weeks later as it takes to lie ahead. Days that fell out are dropped."""
    today = (now or clock.local(clock.now())).replace(tzinfo=None)
    shift = _YEAR
    while series.start + shift < today:
        shift += _YEAR
    return Series(
        start=series.start + shift,
        tzid=series.tzid,
        duration_minutes=series.duration_minutes,
        rule=_later(series.rule, shift),
    )


def _later(rule: str, shift: dt.timedelta) -> str:
    """A rule whose last day moves along."""
    parts = []
    for part in rule.split(";") if rule else []:
        if part.startswith("UNTIL="):
            day = dt.datetime.strptime(part[6:14], "%Y%m%d").date() + shift  # noqa: DTZ007 - a calendar day
            parts.append(f"UNTIL={day:%Y%m%d}{part[14:]}")
        else:
            parts.append(part)
    return canonical_rule(";".join(parts))


def _contact_of(provider: Organisation) -> dict[str, Any]:
    """The provider's first contact point, and where that is."""
    points = ContactPoint.objects.with_scope(tenant=provider.tenant).filter(organisation=provider)
    point = points.order_by("-is_public", "pk").first()
    if point is None:
        return {}
    return {
        "contact_point": point,
        "contact_role": point.role,
        "lat": point.lat,
        "lon": point.lon,
        "area_key": point.area_key,
        "area_name": point.area_name,
    }
