"""The life of an offer: draft → submitted → published ⇄ paused → archived."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.offers import telling
from umsicht.offers.enums import OfferState, ReportState
from umsicht.offers.models import Offer
from umsicht.offers.signals import tell

S = OfferState


def complete(offer: Offer) -> str | None:
    """Why the offer can't go before the public yet, or None. Names everything missing at once."""
    wanted: dict[str, Any] = {
        _("title"): offer.title,
        _("one sentence"): offer.summary,
        _("description"): offer.description,
        _("topic"): offer.problem_fields or offer.topics,
        _("audience"): offer.audiences,
        _("format"): offer.formats,
        _("where it takes place"): offer.place_modes,
        _("costs"): offer.costs,
    }
    missing = [name for name, value in wanted.items() if not value]
    return _("Still missing: %(fields)s.") % {"fields": ", ".join(missing)} if missing else None


def _published_at(step: Step[Any]) -> dt.datetime:
    """The first publication counts; an import may say when that was."""
    at: dt.datetime | None = step.data.get("at")
    return step.obj.published_at or at or clock.now()


def _shown(step: Step[Any]) -> None:
    tell(step.obj.tenant, [step.obj.pk])


OFFER = register(
    Procedure(
        name="offers.offer",
        label=gettext_lazy("Prevention offer"),
        model="offers.Offer",
        states=OfferState,
        initial=S.DRAFT,
        final=(S.ARCHIVED,),
        description=gettext_lazy(
            "A provider or the office drafts an offer; the office publishes it. Paused and archived offers leave the "
            "portal, their record stays."
        ),
        transitions=(
            Transition(
                name="submit",
                sources=(S.DRAFT,),
                target=S.SUBMITTED,
                permission="offers.offer.submit",
                label=gettext_lazy("Submit"),
                guard=complete,
                effects=(telling.submitted,),
                automatic=True,
                help=gettext_lazy("The office checks the entry and publishes it."),
            ),
            Transition(
                name="publish",
                sources=(S.SUBMITTED,),
                target=S.PUBLISHED,
                permission="offers.offer.publish",
                label=gettext_lazy("Publish"),
                guard=complete,
                inputs=("at",),
                sets={"published_at": _published_at},
                effects=(_shown, telling.published),
                automatic=True,
            ),
            Transition(
                name="send_back",
                sources=(S.SUBMITTED,),
                target=S.DRAFT,
                permission="offers.offer.publish",
                label=gettext_lazy("Send back"),
                needs_reason=True,
                undo=True,
                effects=(telling.returned,),
                help=gettext_lazy("The provider reads your reason and can improve the entry."),
            ),
            Transition(
                name="withdraw",
                sources=(S.SUBMITTED,),
                target=S.DRAFT,
                permission="offers.offer.submit",
                label=gettext_lazy("Withdraw"),
                needs_reason=True,
                undo=True,
            ),
            Transition(
                name="unpublish",
                sources=(S.PUBLISHED,),
                target=S.SUBMITTED,
                permission="offers.offer.publish",
                label=gettext_lazy("Take back publication"),
                needs_reason=True,
                undo=True,
                effects=(_shown,),
            ),
            Transition(
                name="pause",
                sources=(S.PUBLISHED,),
                target=S.PAUSED,
                permission="offers.offer.pause",
                label=gettext_lazy("Pause"),
                needs_reason=True,
                effects=(_shown,),
                help=gettext_lazy("The offer leaves the portal until it is resumed."),
            ),
            Transition(
                name="resume",
                sources=(S.PAUSED,),
                target=S.PUBLISHED,
                permission="offers.offer.pause",
                label=gettext_lazy("Resume"),
                guard=complete,
                effects=(_shown,),
            ),
            Transition(
                name="lapse",
                sources=(S.PUBLISHED,),
                target=S.PAUSED,
                permission="",
                label=gettext_lazy("Hide for want of confirmation"),
                needs_reason=True,
                automatic=True,
                effects=(_shown,),
                help=gettext_lazy(
                    "Nobody confirmed the entry in spite of reminders. One confirmation brings it back."
                ),
            ),
            Transition(
                name="come_back",
                sources=(S.PAUSED,),
                target=S.PUBLISHED,
                permission="",
                label=gettext_lazy("Show again after a confirmation"),
                needs_reason=True,
                automatic=True,
                effects=(_shown,),
            ),
            Transition(
                name="archive",
                sources=(S.DRAFT, S.SUBMITTED, S.PUBLISHED, S.PAUSED),
                target=S.ARCHIVED,
                permission="offers.offer.archive",
                label=gettext_lazy("Archive"),
                needs_reason=True,
                automatic=True,
                effects=(_shown,),
            ),
            Transition(
                name="restore",
                sources=(S.ARCHIVED,),
                target=S.DRAFT,
                permission="offers.offer.archive",
                label=gettext_lazy("Restore"),
                needs_reason=True,
                undo=True,
            ),
        ),
    )
)


def _answer(step: Step[Any]) -> None:
    """Whoever left an address hears what became of it."""
    report = step.obj
    if report.email and report.answer:
        notify(
            message="offers.report_answered",
            to=Recipient(report.email),
            tenant=report.tenant,
            context={
                "offer": report.offer.title,
                "answer": report.answer,
                "url": f"/{report.tenant.slug}/angebote/{report.offer.slug}",
            },
        )


def _empty(step: Step[Any]) -> None:
    """What a stranger wrote goes for good: not by the step's own fields, whose old values the log would keep."""
    step.obj.text = step.obj.email = ""
    step.obj.save(update_fields=["text", "email"])


REPORT = register(
    Procedure(
        name="offers.report",
        label=gettext_lazy("Error report"),
        model="offers.FieldReport",
        states=ReportState,
        initial=ReportState.OPEN,
        final=(ReportState.DONE,),
        description=gettext_lazy(
            "Somebody reports an error on an offer's page. The office mends it or finds it right, and answers if an "
            "address was given. Six months later the report is deleted."
        ),
        transitions=(
            Transition(
                name="close",
                sources=(ReportState.OPEN,),
                target=ReportState.DONE,
                permission="offers.report.handle",
                label=gettext_lazy("Settle"),
                fields=("answer",),
                sets={"closed_at": lambda step: clock.now()},
                effects=(_answer,),
            ),
            Transition(
                name="discard",
                sources=(ReportState.OPEN,),
                target=ReportState.DONE,
                permission="offers.report.moderate",
                label=gettext_lazy("Discard"),
                needs_reason=True,
                sets={"closed_at": lambda step: clock.now()},
                effects=(_empty,),
                help=gettext_lazy(
                    "For insults, advertisements and the like: text and address are deleted at once."
                ),
            ),
            Transition(
                name="reopen",
                sources=(ReportState.DONE,),
                target=ReportState.OPEN,
                permission="offers.report.handle",
                label=gettext_lazy("Open again"),
                needs_reason=True,
                undo=True,
                sets={"closed_at": lambda step: None},
            ),
        ),
    )
)
