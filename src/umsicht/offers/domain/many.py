"""One step for many offers. Each for itself: what is refused says why and holds up nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.meanwhile import check_seen
from umsicht.core.transitions import apply
from umsicht.offers.domain import versions
from umsicht.offers.enums import VersionState
from umsicht.offers.models import Offer, OfferVersion

MOST = 500
Run = Callable[[Offer, Any, str], object]


@dataclass(frozen=True)
class Many:
    """A step as the list offers it."""

    key: str
    label: Any
    run: Run
    needs_reason: bool = False


def _step(name: str) -> Run:
    return lambda offer, actor, reason: apply(offer, name, actor=actor, reason=reason)


STEPS = {
    many.key: many
    for many in (
        Many(
            "publish",
            gettext_lazy("Publish"),
            lambda offer, actor, reason: versions.publish(offer=offer, actor=actor),
        ),
        Many(
            "send_back",
            gettext_lazy("Send back"),
            lambda offer, actor, reason: versions.send_back(offer=offer, actor=actor, reason=reason),
            needs_reason=True,
        ),
        Many("pause", gettext_lazy("Pause"), _step("pause"), needs_reason=True),
        Many("resume", gettext_lazy("Resume"), _step("resume")),
        Many("archive", gettext_lazy("Archive"), _step("archive"), needs_reason=True),
        Many("restore", gettext_lazy("Restore"), _step("restore"), needs_reason=True),
    )
}


@dataclass
class Outcome:
    """What became of a step for many."""

    done: list[Offer] = field(default_factory=list)
    refused: list[tuple[Offer, str]] = field(default_factory=list)


def _check_seen(offer: Offer, seen_at: dt.datetime | None) -> None:
    """Raises Conflict when the offer or its submitted version is newer than what the person looked at."""
    submitted = OfferVersion.objects.filter(offer=offer, state=VersionState.SUBMITTED)
    for changed_at in (offer.updated_at, *submitted.values_list("updated_at", flat=True)):
        check_seen(changed_at, seen_at)


def step_for_many(
    *, offers: Iterable[Offer], key: str, actor: Any, reason: str = "", seen_at: dt.datetime | None = None
) -> Outcome:
    """Take the step for each offer in a transaction of its own. Raises BadInput for no known step, no offer or too many.

    `seen_at` is when the person saw the list: what is newer is not published.
    """
    chosen, many = list(offers), STEPS.get(key)
    if many is None:
        raise BadInput(_("Please choose what shall be done."))
    if not chosen:
        raise BadInput(_("Please choose at least one offer."))
    if len(chosen) > MOST:
        raise BadInput(_("At most %(most)s at once.") % {"most": MOST})
    if many.needs_reason and not reason.strip():
        raise BadInput(_("Please give a reason."), code="reason_missing")
    outcome = Outcome()
    for offer in chosen:
        try:
            with transaction.atomic():
                if key == "publish":
                    _check_seen(offer, seen_at)
                many.run(offer, actor, reason)
        except UmsichtError as error:
            outcome.refused.append((offer, error.message or str(error)))
        except ObjectDoesNotExist:
            outcome.refused.append((offer, _("This record no longer exists.")))
        else:
            outcome.done.append(offer)
    return outcome
