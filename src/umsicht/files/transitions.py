"""What becomes of an upload. Nothing is delivered outside of "clean", and what is gone can't come back."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.files import blobs
from umsicht.files.enums import FileState
from umsicht.files.models import Rendition, StoredFile
from umsicht.files.signals import file_checked


def drop_contents(step: Step[StoredFile]) -> None:
    """Remove the blobs once the transaction is committed; `blob` is what the row pointed at before this step."""
    names = [step.data["blob_before"]] if step.data.get("blob_before") else []
    renditions = Rendition.objects.with_scope(tenant=step.obj.tenant).filter(file=step.obj)
    if step.target != FileState.CLEAN:
        names += list(renditions.values_list("blob", flat=True))
        renditions.delete()
    transaction.on_commit(partial(blobs.remove, names))


def announce(step: Step[StoredFile]) -> None:
    file_checked.send_robust(StoredFile, file=step.obj)


FILES = register(
    Procedure(
        name="files.file",
        label=_("Uploaded file"),
        model="files.StoredFile",
        states=FileState,
        initial=FileState.QUARANTINED,
        final=(FileState.DELETED,),
        description=_("Each upload waits in quarantine until its contents were checked and written anew."),
        transitions=(
            Transition(
                name="accept",
                sources=(FileState.QUARANTINED,),
                target=FileState.CLEAN,
                permission="",
                label=_("Take over the cleaned file"),
                fields=("blob", "mime", "size", "sha256", "width", "height", "pages"),
                inputs=("blob_before",),
                sets={"checked_at": lambda step: clock.now()},
                effects=(drop_contents,),
                after=(announce,),
                automatic=True,
            ),
            Transition(
                name="refuse",
                sources=(FileState.QUARANTINED,),
                target=FileState.REFUSED,
                permission="",
                label=_("Refuse the file"),
                fields=("refusal",),
                inputs=("blob_before",),
                sets={
                    "checked_at": lambda step: clock.now(),
                    "blob": lambda step: "",
                    "sha256": lambda step: "",
                },
                effects=(drop_contents,),
                after=(announce,),
                automatic=True,
            ),
            Transition(
                name="delete",
                sources=(FileState.QUARANTINED, FileState.CLEAN, FileState.REFUSED),
                target=FileState.DELETED,
                permission="files.file.delete",
                label=_("Delete the file"),
                inputs=("blob_before",),
                sets={
                    "deleted_at": lambda step: clock.now(),
                    "blob": lambda step: "",
                    "sha256": lambda step: "",
                },
                effects=(drop_contents,),
                automatic=True,
            ),
        ),
    )
)
