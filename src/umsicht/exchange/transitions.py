"""The lives of an import, a source, a link to a source's record, and a question to a person."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.exchange.enums import ImportState, LinkState, QuestionState, SourceState
from umsicht.exchange.models import Import

I, S, L, Q = ImportState, SourceState, LinkState, QuestionState  # noqa: E741 - I is the import


def something_to_do(run: Import) -> str | None:
    return None if run.new + run.changed + run.asked else _("Nothing is new or changed.")


IMPORT = register(
    Procedure(
        name="exchange.import",
        label=gettext_lazy("Import of a list or feed"),
        model="exchange.Import",
        states=ImportState,
        initial=I.RECEIVED,
        final=(I.UNDONE, I.DISCARDED, I.FAILED),
        description=gettext_lazy(
            "A file or feed is read and compared first. Nothing changes before a person has seen the result and says "
            "so. A whole import can be taken back."
        ),
        transitions=(
            Transition(
                name="open",
                sources=(I.RECEIVED,),
                target=I.MAPPING,
                permission="",
                label=gettext_lazy("File is clean"),
                fields=("blob", "sha256", "encoding", "delimiter", "columns", "samples", "mapping", "kind"),
                automatic=True,
            ),
            Transition(
                name="check",
                sources=(I.RECEIVED, I.MAPPING, I.CHECKED),
                target=I.CHECKING,
                permission="exchange.import.start",
                label=gettext_lazy("Start the dry run"),
                fields=(
                    "mapping",
                    "position",
                    "new",
                    "changed",
                    "unchanged",
                    "refused",
                    "asked",
                    "vanished",
                    "note",
                ),
                automatic=True,
                help=gettext_lazy("Reads everything and shows what would change. Writes nothing."),
            ),
            Transition(
                name="checked",
                sources=(I.CHECKING,),
                target=I.CHECKED,
                permission="",
                label=gettext_lazy("Dry run done"),
                fields=("vanished", "note"),
                sets={"checked_at": lambda step: clock.now()},
                automatic=True,
            ),
            Transition(
                name="run",
                sources=(I.CHECKED,),
                target=I.RUNNING,
                permission="exchange.import.run",
                label=gettext_lazy("Take over"),
                guard=something_to_do,
                automatic=True,
                help=gettext_lazy(
                    "Writes what the dry run showed. Rows that were edited here meanwhile are left out."
                ),
            ),
            Transition(
                name="settle",
                sources=(I.CHECKED,),
                target=I.DONE,
                permission="exchange.import.run",
                label=gettext_lazy("Close, nothing to take over"),
                sets={"done_at": lambda step: clock.now()},
                automatic=True,
            ),
            Transition(
                name="finish",
                sources=(I.RUNNING,),
                target=I.DONE,
                permission="",
                label=gettext_lazy("All rows taken over"),
                sets={"done_at": lambda step: clock.now()},
                automatic=True,
            ),
            Transition(
                name="discard",
                sources=(I.RECEIVED, I.MAPPING, I.CHECKED),
                target=I.DISCARDED,
                permission="exchange.import.start",
                label=gettext_lazy("Discard"),
                sets={"done_at": lambda step: clock.now()},
            ),
            Transition(
                name="fail",
                sources=(I.RECEIVED, I.CHECKING),
                target=I.FAILED,
                permission="",
                label=gettext_lazy("Could not be read"),
                fields=("note",),
                sets={"done_at": lambda step: clock.now()},
                automatic=True,
            ),
            Transition(
                name="undo",
                sources=(I.DONE,),
                target=I.UNDOING,
                permission="exchange.import.undo",
                label=gettext_lazy("Undo the whole import"),
                needs_reason=True,
                automatic=True,
                help=gettext_lazy("Everything goes back to how it was, except what was edited since."),
            ),
            Transition(
                name="undone",
                sources=(I.UNDOING,),
                target=I.UNDONE,
                permission="",
                label=gettext_lazy("Taken back"),
                automatic=True,
            ),
        ),
    )
)

SOURCE = register(
    Procedure(
        name="exchange.source",
        label=gettext_lazy("Source"),
        model="exchange.Source",
        states=SourceState,
        initial=S.ACTIVE,
        final=(S.ENDED,),
        description=gettext_lazy("A list or feed from which records come again and again."),
        transitions=(
            Transition(
                name="pause",
                sources=(S.ACTIVE,),
                target=S.PAUSED,
                permission="exchange.source.manage",
                label=gettext_lazy("Pause"),
            ),
            Transition(
                name="resume",
                sources=(S.PAUSED,),
                target=S.ACTIVE,
                permission="exchange.source.manage",
                label=gettext_lazy("Resume"),
            ),
            Transition(
                name="end",
                sources=(S.ACTIVE, S.PAUSED),
                target=S.ENDED,
                permission="exchange.source.manage",
                label=gettext_lazy("End"),
                needs_reason=True,
                help=gettext_lazy("The records stay; nobody fetches them any more."),
            ),
            Transition(
                name="reopen",
                sources=(S.ENDED,),
                target=S.ACTIVE,
                permission="exchange.source.manage",
                label=gettext_lazy("Use again"),
                needs_reason=True,
                undo=True,
            ),
        ),
    )
)

LINK = register(
    Procedure(
        name="exchange.link",
        label=gettext_lazy("Record of a source"),
        model="exchange.Link",
        states=LinkState,
        initial=L.LINKED,
        final=(L.ARCHIVED, L.KEPT, L.REJECTED),
        description=gettext_lazy(
            "What a source no longer names waits for a person: archive the offer, or keep it as our own. What was "
            "archived or rejected never comes back by itself."
        ),
        transitions=(
            Transition(
                name="vanish",
                sources=(L.LINKED,),
                target=L.VANISHED,
                permission="",
                label=gettext_lazy("Gone at the source"),
                automatic=True,
            ),
            Transition(
                name="reappear",
                sources=(L.VANISHED,),
                target=L.LINKED,
                permission="",
                label=gettext_lazy("There again"),
                automatic=True,
            ),
            Transition(
                name="archive",
                sources=(L.VANISHED,),
                target=L.ARCHIVED,
                permission="exchange.question.decide",
                label=gettext_lazy("Archive the offer"),
                automatic=True,
            ),
            Transition(
                name="keep",
                sources=(L.VANISHED,),
                target=L.KEPT,
                permission="exchange.question.decide",
                label=gettext_lazy("Keep as our own"),
            ),
            Transition(
                name="reject",
                sources=(L.LINKED, L.VANISHED),
                target=L.REJECTED,
                permission="exchange.question.decide",
                label=gettext_lazy("Reject for good"),
                needs_reason=True,
            ),
            Transition(
                name="restore",
                sources=(L.ARCHIVED, L.KEPT, L.REJECTED),
                target=L.LINKED,
                permission="exchange.question.decide",
                label=gettext_lazy("Take from the source again"),
                needs_reason=True,
                undo=True,
            ),
        ),
    )
)


def _decision(name: str, target: str, label: object) -> Transition:
    return Transition(
        name=name,
        sources=(Q.OPEN,),
        target=target,
        permission="exchange.question.decide",
        label=label,  # type: ignore[arg-type]
        automatic=True,
        sets={"decided_at": lambda step: clock.now()},
    )


QUESTION = register(
    Procedure(
        name="exchange.question",
        label=gettext_lazy("Question on a source's record"),
        model="exchange.Question",
        states=QuestionState,
        initial=Q.OPEN,
        final=(Q.SAME, Q.MERGED, Q.DIFFERENT, Q.REJECTED, Q.THEIRS, Q.OURS, Q.OUTDATED),
        description=gettext_lazy(
            "Whether two entries are the same offer, and whose wording counts, a person decides."
        ),
        transitions=(
            _decision("same", Q.SAME, gettext_lazy("The same: keep ours, remember the source")),
            _decision("merge", Q.MERGED, gettext_lazy("The same: take over the source's values")),
            _decision("differ", Q.DIFFERENT, gettext_lazy("Two different offers")),
            _decision("reject", Q.REJECTED, gettext_lazy("Not wanted here")),
            _decision("theirs", Q.THEIRS, gettext_lazy("Take the source's wording")),
            _decision("ours", Q.OURS, gettext_lazy("Keep our wording")),
            Transition(
                name="outdate",
                sources=(Q.OPEN,),
                target=Q.OUTDATED,
                permission="",
                label=gettext_lazy("No longer needed"),
                sets={"decided_at": lambda step: clock.now()},
                automatic=True,
            ),
        ),
    )
)
