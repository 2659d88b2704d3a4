"""The life of a paper: draft → released → withdrawn. Released it is read by whom its route allows, no sooner."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from umsicht.core.procedures import Procedure, Transition, register
from umsicht.council.enums import PaperState
from umsicht.council.models import Paper

S = PaperState


def ready(paper: Paper) -> str | Promise | None:
    """Why the paper can't be released yet, or None."""
    if not (paper.text or paper.motion or paper.questions or paper.external_url or paper.files.exists()):
        return gettext_lazy("There is nothing to read yet: please enter the text or add a file.")
    if not paper.route.exists() and not paper.items.exists():
        return gettext_lazy("The route is empty: please enter at least one body.")
    return None


PAPER = register(
    Procedure(
        name="council.paper",
        label=gettext_lazy("Paper"),
        model="council.Paper",
        states=PaperState,
        initial=S.DRAFT,
        final=(S.WITHDRAWN,),
        description=gettext_lazy(
            "The office drafts a paper and releases it. From then on the members of the bodies on its route read it, "
            "and the public as soon as one step or one agenda item is public."
        ),
        transitions=(
            Transition(
                name="release",
                sources=(S.DRAFT,),
                target=S.RELEASED,
                permission="council.paper.release",
                label=gettext_lazy("Release"),
                guard=ready,
                automatic=True,
                help=gettext_lazy("Closed steps stay closed: only their bodies read them."),
            ),
            Transition(
                name="take_back",
                sources=(S.RELEASED,),
                target=S.DRAFT,
                permission="council.paper.release",
                label=gettext_lazy("Take back release"),
                needs_reason=True,
                undo=True,
                help=gettext_lazy("The paper leaves the portal and the desks of the members at once."),
            ),
            Transition(
                name="withdraw",
                sources=(S.RELEASED,),
                target=S.WITHDRAWN,
                permission="council.paper.release",
                label=gettext_lazy("Withdraw the paper"),
                needs_reason=True,
                help=gettext_lazy("The submitter no longer pursues it. Its number is not given again."),
            ),
            Transition(
                name="restore",
                sources=(S.WITHDRAWN,),
                target=S.DRAFT,
                permission="council.paper.release",
                label=gettext_lazy("Take up again"),
                needs_reason=True,
                undo=True,
            ),
        ),
    )
)
