"""The life of a body's document: it lies in the file until it is withdrawn."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.council.enums import DocumentState
from umsicht.directory.domain.writing import shown_changed

S = DocumentState


def _show(step: Step[Any]) -> None:
    shown_changed(step.obj.tenant)


DOCUMENT = register(
    Procedure(
        name="council.document",
        label=gettext_lazy("Document of a body"),
        model="council.BodyDocument",
        states=DocumentState,
        initial=S.KEPT,
        final=(S.WITHDRAWN,),
        description=gettext_lazy(
            "A document gets new versions as long as it is in the file. Withdrawn it leaves the portal, nobody is warned of "
            "its end any more, and all its versions stay."
        ),
        transitions=(
            Transition(
                name="withdraw",
                sources=(S.KEPT,),
                target=S.WITHDRAWN,
                permission="council.document.change",
                label=gettext_lazy("Withdraw the document"),
                needs_reason=True,
                effects=(_show,),
                help=gettext_lazy("It leaves the portal. Nothing is deleted."),
            ),
            Transition(
                name="restore",
                sources=(S.WITHDRAWN,),
                target=S.KEPT,
                permission="council.document.change",
                label=gettext_lazy("Take up again"),
                needs_reason=True,
                undo=True,
                effects=(_show,),
            ),
        ),
    )
)
