"""How an organisation is admitted as a provider, and how it changes hands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.directory.domain import admission, taking_over
from umsicht.directory.enums import HandOverState, RegistrationState

R, H = RegistrationState, HandOverState

REGISTRATION = register(
    Procedure(
        name="directory.registration",
        label=_("Registration of a provider"),
        model="directory.Registration",
        states=RegistrationState,
        initial=R.RECEIVED,
        final=(R.ADMITTED, R.REFUSED),
        description=_(
            "An organisation asks to be let in. It confirms its address by a link, then the office admits it or refuses "
            "with a reason. Admission makes the entry, or takes a known one, and invites the provider to an account."
        ),
        transitions=(
            Transition(
                name="confirm",
                sources=(R.RECEIVED,),
                target=R.CONFIRMED,
                permission="",
                label=_("Confirm the address"),
                automatic=True,
                sets={"confirmed_at": lambda step: clock.now()},
                effects=(admission.tell_office,),
            ),
            Transition(
                name="admit",
                sources=(R.CONFIRMED,),
                target=R.ADMITTED,
                permission="directory.registration.decide",
                label=_("Admit"),
                inputs=("known",),
                fields=("answer",),
                sets={"decided_at": lambda step: clock.now()},
                effects=(admission.take_in,),
                help=_("The entry is made, and the provider is invited by mail to keep it."),
            ),
            Transition(
                name="refuse",
                sources=(R.RECEIVED, R.CONFIRMED),
                target=R.REFUSED,
                permission="directory.registration.decide",
                label=_("Refuse"),
                needs_reason=True,
                sets={"decided_at": lambda step: clock.now(), "answer": lambda step: step.reason},
                effects=(admission.tell_refusal,),
                help=_("Your reason goes to the organisation by mail."),
            ),
            Transition(
                name="reopen",
                sources=(R.REFUSED,),
                target=R.CONFIRMED,
                permission="directory.registration.decide",
                label=_("Open again"),
                needs_reason=True,
                undo=True,
                sets={"decided_at": lambda step: None, "answer": lambda step: ""},
                guard=admission.was_confirmed,
            ),
        ),
    )
)

HANDOVER = register(
    Procedure(
        name="directory.handover",
        label=_("Hand-over of an organisation"),
        model="directory.HandOver",
        states=HandOverState,
        initial=H.PROPOSED,
        final=(H.ACCEPTED, H.DECLINED, H.WITHDRAWN, H.LAPSED),
        description=_(
            "Who keeps an organisation proposes to hand it to another person, to the office or to another municipality. "
            "Nothing changes before the other side accepts, by a link that works once or at its desk."
        ),
        transitions=(
            Transition(
                name="accept",
                sources=(H.PROPOSED,),
                target=H.ACCEPTED,
                permission="directory.handover.decide",
                label=_("Accept"),
                automatic=True,
                inputs=("acting",),
                sets={"decided_at": lambda step: clock.now()},
                effects=(taking_over.take_over_organisation, taking_over.tell_sides),
                guard=taking_over.still_possible,
            ),
            Transition(
                name="decline",
                sources=(H.PROPOSED,),
                target=H.DECLINED,
                permission="directory.handover.decide",
                label=_("Decline"),
                automatic=True,
                sets={"decided_at": lambda step: clock.now()},
                effects=(taking_over.tell_sides,),
            ),
            Transition(
                name="withdraw",
                sources=(H.PROPOSED,),
                target=H.WITHDRAWN,
                permission="directory.handover.withdraw",
                label=_("Withdraw"),
                sets={"decided_at": lambda step: clock.now()},
                effects=(taking_over.tell_sides,),
            ),
            Transition(
                name="lapse",
                sources=(H.PROPOSED,),
                target=H.LAPSED,
                permission="",
                label=_("Let it lapse"),
                automatic=True,
                sets={"decided_at": lambda step: clock.now()},
                effects=(taking_over.tell_sides,),
            ),
        ),
    )
)
