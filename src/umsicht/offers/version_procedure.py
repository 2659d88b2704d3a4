"""The way of a new version: the public offer stays as it is until it is published, then takes over what changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from umsicht.core import clock, meanwhile
from umsicht.core.meanwhile import ChangedMeanwhile, Clash
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.offers import telling
from umsicht.offers.domain.files import drop_waiting, show_waiting
from umsicht.offers.domain.offers import change_offer
from umsicht.offers.enums import OPEN_VERSIONS, VersionState
from umsicht.offers.models import Offer, OfferVersion
from umsicht.offers.queries.working import plain, records, with_values
from umsicht.offers.signals import offer_kept
from umsicht.offers.transitions import complete

S = VersionState


def version_complete(version: OfferVersion) -> str | None:
    """Why the offer could not go before the public with this version."""
    return complete(with_values(version.offer, version.values))


def clashes(version: OfferVersion) -> list[Clash]:
    """Fields that became different in public after the version had changed them."""
    return [
        Clash(name, value, plain(version.offer, name))
        for name, value in version.values.items()
        if plain(version.offer, name) not in (version.base.get(name), value)
    ]


def _take_over(step: Step[Any]) -> None:
    """Only the changed fields go over, so what others changed in public meanwhile stays. Raises ChangedMeanwhile."""
    version: OfferVersion = step.obj
    offer = version.offer
    meanwhile.hold(offer)
    found = clashes(version)
    if found:
        raise ChangedMeanwhile(found)
    if version.values:
        change_offer(offer=offer, actor=step.actor, **records(offer, version.values))
        if version.author is not None and version.submitted_at is not None:
            offer_kept.send(
                Offer,
                offer=offer,
                actor=version.author,
                fields=frozenset(version.values),
                on=clock.local(version.submitted_at).date(),
                how="",
            )
    show_waiting(version=version, actor=step.actor)


def _drop(step: Step[Any]) -> None:
    drop_waiting(version=step.obj, actor=step.actor)


VERSION = register(
    Procedure(
        name="offers.version",
        label=gettext_lazy("New version of an offer"),
        model="offers.OfferVersion",
        states=VersionState,
        initial=S.DRAFT,
        final=(S.PUBLISHED, S.WITHDRAWN),
        description=gettext_lazy(
            "While a published offer is being changed, everybody keeps seeing it as it was. The office compares the "
            "new version with the public one field by field and publishes it or returns it with reasons."
        ),
        transitions=(
            Transition(
                name="submit",
                sources=(S.DRAFT, S.RETURNED),
                target=S.SUBMITTED,
                permission="offers.offer.submit",
                label=gettext_lazy("Submit"),
                guard=version_complete,
                sets={"submitted_at": lambda step: clock.now()},
                effects=(telling.submitted,),
                help=gettext_lazy("The office checks the entry and publishes it."),
            ),
            Transition(
                name="publish",
                sources=OPEN_VERSIONS,
                target=S.PUBLISHED,
                permission="offers.offer.publish",
                label=gettext_lazy("Publish"),
                guard=version_complete,
                sets={"closed_at": lambda step: clock.now()},
                effects=(_take_over, telling.published),
            ),
            Transition(
                name="send_back",
                sources=(S.SUBMITTED,),
                target=S.RETURNED,
                permission="offers.offer.publish",
                label=gettext_lazy("Send back"),
                needs_reason=True,
                effects=(telling.returned,),
                help=gettext_lazy("The provider reads your reason and can improve the entry."),
            ),
            Transition(
                name="take_back",
                sources=(S.SUBMITTED,),
                target=S.DRAFT,
                permission="offers.offer.submit",
                label=gettext_lazy("Take back to change it"),
            ),
            Transition(
                name="withdraw",
                sources=OPEN_VERSIONS,
                target=S.WITHDRAWN,
                permission="offers.offer.submit",
                label=gettext_lazy("Discard the new version"),
                sets={"closed_at": lambda step: clock.now()},
                effects=(_drop,),
                help=gettext_lazy("What is public stays as it is."),
            ),
        ),
    )
)
