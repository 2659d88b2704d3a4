"""Listens to enquiries: one that ended without a yes is a gap like a search in vain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from umsicht.demand.counter import Gap
from umsicht.demand.domain.collecting import count_now
from umsicht.demand.enums import Channel, Outcome
from umsicht.demand.recognising import age_band, known_code
from umsicht.enquiries import enums
from umsicht.enquiries.signals import enquiry_closed
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

_YEARS = {
    enums.AgeBand.TO_9: 8,
    enums.AgeBand.TO_12: 11,
    enums.AgeBand.TO_15: 14,
    enums.AgeBand.TO_18: 16,
    enums.AgeBand.ADULT: 30,
}
"""An age in the middle of each band, by which the vocabulary's own age group is found."""


def connect() -> None:
    enquiry_closed.connect(on_enquiry_closed, dispatch_uid="demand.enquiry_closed")


def on_enquiry_closed(
    sender: Any,
    *,
    tenant: Tenant,
    outcome: str,
    met: bool,
    topics: Sequence[str] = (),
    audience: str = "",
    age_band: str = "",
    district: str = "",
    **kwargs: Any,
) -> None:
    """Runs in the transaction of the step, which writes anyway. What the enquirer withdrew says nothing of offers."""
    if met or outcome == enums.Outcome.WITHDRAWN:
        return
    words = catalogue(tenant)
    gap = Gap(
        tenant.pk,
        Channel.ENQUIRY.value,
        Outcome.NO_YES.value,
        topic=known_code(words, topics, Scheme.PROBLEM_FIELD, Scheme.TOPIC),
        audience=known_code(words, [audience], Scheme.AUDIENCE),
        age=_band(words, age_band),
        district=district if atlas(tenant).district(district) else "",
    )
    count_now([gap])


def _band(words: Any, code: str) -> str:
    years = _YEARS.get(enums.AgeBand(code)) if code in enums.AgeBand.values else None
    return age_band(words, years) if years is not None else ""
