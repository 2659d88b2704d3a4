"""The ways of an enquiry, of each provider's reply, and of the words in an experience."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.enquiries.ends import erase_on, tell_end
from umsicht.enquiries.enums import EnquiryState, Outcome, ReplyState, ShownState

E, R, W = EnquiryState, ReplyState, ShownState


def _now(step: Step[Any]) -> Any:
    return clock.now()


def _erase_on(step: Step[Any]) -> Any:
    return erase_on(step.data.get("agreed_for") or step.obj.agreed_for)


def _agreed(step: Step[Any]) -> None:
    tell_end(step.obj, Outcome.AGREED)


def _unmet(step: Step[Any]) -> None:
    tell_end(step.obj, Outcome.UNMET)


def _withdrawn(step: Step[Any]) -> None:
    tell_end(step.obj, Outcome.WITHDRAWN)


ENDS = {"closed_at": _now, "erase_on": _erase_on}

ENQUIRY = register(
    Procedure(
        name="enquiries.enquiry",
        label=_("Enquiry"),
        model="enquiries.Enquiry",
        states=EnquiryState,
        initial=E.UNCONFIRMED,
        final=(E.HELD, E.UNMET, E.WITHDRAWN, E.CALLED_OFF),
        description=_(
            "Somebody asks several providers at once. Nothing is sent before the mail address was confirmed; what was not "
            "confirmed is deleted after three days. The first proposal that is accepted ends it, the others are told."
        ),
        transitions=(
            Transition(
                name="confirm",
                sources=(E.UNCONFIRMED,),
                target=E.OPEN,
                permission="",
                label=_("Confirm"),
                fields=("answer_by",),
                sets={"confirmed_at": _now},
                automatic=True,
            ),
            Transition(
                name="agree",
                sources=(E.OPEN,),
                target=E.AGREED,
                permission="",
                label=_("Accept a proposal"),
                fields=("agreed_for",),
                sets=ENDS,
                effects=(_agreed,),
                automatic=True,
            ),
            Transition(
                name="withdraw",
                sources=(E.OPEN,),
                target=E.WITHDRAWN,
                permission="",
                label=_("Withdraw"),
                sets=ENDS,
                effects=(_withdrawn,),
                automatic=True,
            ),
            Transition(
                name="close",
                sources=(E.OPEN,),
                target=E.UNMET,
                permission="enquiries.enquiry.close",
                label=_("End without a date"),
                needs_reason=True,
                sets=ENDS,
                effects=(_unmet,),
                automatic=True,
                help=_(
                    "The enquirer is told. Choose this when nobody can, or when the matter was settled elsewhere."
                ),
            ),
            Transition(
                name="call_off",
                sources=(E.AGREED,),
                target=E.CALLED_OFF,
                permission="enquiries.enquiry.call_off",
                label=_("Call off the date"),
                needs_reason=True,
                sets=ENDS,
                automatic=True,
                help=_("Both sides are told by mail."),
            ),
            Transition(
                name="take_place",
                sources=(E.AGREED,),
                target=E.HELD,
                permission="",
                label=_("Took place"),
                automatic=True,
            ),
        ),
    )
)

_ANSWER = "enquiries.reply.answer"
_OPEN = (R.ASKED, R.QUESTION)


def _first_answer(step: Step[Any]) -> Any:
    return step.obj.answered_at or clock.now()


REPLY = register(
    Procedure(
        name="enquiries.reply",
        label=_("Reply of a provider"),
        model="enquiries.Reply",
        states=ReplyState,
        initial=R.WAITING,
        final=(R.DECLINED, R.ACCEPTED, R.NOT_CHOSEN, R.LAPSED),
        description=_(
            "Each provider that was asked answers yes with a proposal, no, or with a question, at the desk or by a signed link "
            "in the mail. Whoever has not answered after seven days is reminded, and the office is told."
        ),
        transitions=(
            Transition(
                name="send",
                sources=(R.WAITING,),
                target=R.ASKED,
                permission="",
                label=_("Send"),
                sets={"asked_at": _now},
                automatic=True,
            ),
            Transition(
                name="propose",
                sources=_OPEN,
                target=R.PROPOSED,
                permission=_ANSWER,
                label=_("Yes, with a proposal"),
                sets={"answered_at": _first_answer},
                automatic=True,
            ),
            Transition(
                name="decline",
                sources=_OPEN,
                target=R.DECLINED,
                permission=_ANSWER,
                label=_("No"),
                fields=("decline_reason",),
                sets={"answered_at": _first_answer},
                automatic=True,
            ),
            Transition(
                name="ask",
                sources=(R.ASKED,),
                target=R.QUESTION,
                permission=_ANSWER,
                label=_("Ask a question"),
                sets={"answered_at": _first_answer},
                automatic=True,
            ),
            Transition(
                name="hear",
                sources=(R.QUESTION,),
                target=R.ASKED,
                permission="",
                label=_("Answer the question"),
                automatic=True,
            ),
            Transition(
                name="take_back",
                sources=(R.PROPOSED, R.DECLINED),
                target=R.ASKED,
                permission=_ANSWER,
                label=_("Take the answer back"),
                needs_reason=True,
                undo=True,
                sets={"decline_reason": lambda step: ""},
                help=_("Then you can answer anew. The enquirer is told."),
            ),
            Transition(
                name="accept",
                sources=(R.PROPOSED,),
                target=R.ACCEPTED,
                permission="",
                label=_("Accept"),
                automatic=True,
            ),
            Transition(
                name="pass_over",
                sources=(R.PROPOSED,),
                target=R.NOT_CHOSEN,
                permission="",
                label=_("Another one was chosen"),
                automatic=True,
            ),
            Transition(
                name="lapse",
                sources=(R.WAITING, R.ASKED, R.QUESTION, R.PROPOSED),
                target=R.LAPSED,
                permission="",
                label=_("Lapse"),
                automatic=True,
            ),
        ),
    )
)


def _check(noun: str, label: Any, model: str, description: Any) -> Procedure:
    """Words that the office checks before anybody sees them; a decision can be taken back with a reason."""
    return register(
        Procedure(
            name=f"enquiries.{noun}",
            label=label,
            model=model,
            states=ShownState,
            initial=W.FIGURES,
            final=(W.SHOWN, W.HIDDEN),
            description=description,
            transitions=_CHECKS,
        )
    )


_MAY_CHECK = "enquiries.experience.moderate"
_CHECKS = (
    Transition(
        name="submit",
        sources=(W.FIGURES,),
        target=W.WAITING,
        permission="",
        label=_("Hand in"),
        automatic=True,
    ),
    Transition(
        name="show",
        sources=(W.WAITING,),
        target=W.SHOWN,
        permission=_MAY_CHECK,
        label=_("Show"),
        sets={"checked_at": _now},
        help=_("The words stand on the offer's page from the third answer on."),
    ),
    Transition(
        name="hide",
        sources=(W.WAITING,),
        target=W.HIDDEN,
        permission=_MAY_CHECK,
        label=_("Do not show"),
        needs_reason=True,
        sets={"checked_at": _now},
    ),
    Transition(
        name="reconsider",
        sources=(W.SHOWN, W.HIDDEN),
        target=W.WAITING,
        permission=_MAY_CHECK,
        label=_("Check again"),
        needs_reason=True,
        undo=True,
        sets={"checked_at": lambda step: None},
    ),
)

EXPERIENCE = _check(
    "experience",
    _("Experience"),
    "enquiries.Experience",
    _("The four answers count at once; words wait until the office has read them."),
)
COMMENT = _check(
    "comment",
    _("Provider's comment on an experience"),
    "enquiries.ExperienceComment",
    _("A provider answers to an experience that is shown; the office reads it first."),
)
