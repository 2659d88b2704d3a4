"""Attachments of papers. The stored file is never public by itself and its name never reaches the log: a paper may be closed."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.core.text import one_line
from umsicht.council.models import Paper, PaperFile
from umsicht.files.domain.uploads import delete, safe_name, upload
from umsicht.files.enums import Visibility
from umsicht.files.kinds import extension_of

MAX_FILES = 20


@transaction.atomic
def attach_file(
    *, paper: Paper, actor: Any, content: UploadedFile, title: str = "", alt_text: str = ""
) -> PaperFile:
    """Take in an attachment; it can be read once it is checked and cleaned.

    Raises NotAllowed, BadInput for a file that is not taken or one too many.
    """
    require(actor, "council.paper.change", paper)
    hold(paper)
    held = PaperFile.objects.with_scope(tenant=paper.tenant).filter(paper=paper).count()
    if held >= MAX_FILES:
        raise BadInput(_("A paper has at most %(most)s attachments.") % {"most": MAX_FILES})
    name = safe_name(content.name or "")
    content.name = f"anlage-{held + 1}.{extension_of(name)}"
    file = upload(
        tenant=paper.tenant,
        content=content,
        actor=actor,
        alt_text=alt_text,
        visibility=Visibility.DESK,
        purpose="council.paper",
    )
    shown = one_line(title) or name.rpartition(".")[0]
    row = PaperFile(tenant=paper.tenant, paper=paper, file=file, title=shown[:200], position=held)
    row.save(force_insert=True)
    journal.record("council.paper.attach", paper, actor=actor, after={"file": file.pk})
    return row


@transaction.atomic
def detach_file(*, row: PaperFile, actor: Any, reason: str = "") -> None:
    """Remove an attachment and its contents for good."""
    paper, file = row.paper, row.file
    require(actor, "council.paper.change", paper)
    journal.record("council.paper.detach", paper, actor=actor, before={"file": file.pk}, reason=reason)
    row.delete()
    # Who may change the paper may take its files away, also those that a colleague uploaded.
    deleter = actor if actor is None or actor.has_perm("files.file.delete", file) else None
    delete(file=file, actor=deleter, reason=reason)
