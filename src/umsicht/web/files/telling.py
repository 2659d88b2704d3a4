"""Tells the uploader when a file was refused. Here, because files and notify stand side by side and don't know each other."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.files.refusals import explain
from umsicht.files.signals import file_checked
from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.notify.enums import Category


def declare() -> None:
    register(
        MessageType(
            key="files.refused",
            title=_("A file was refused"),
            audience=_("Whoever uploaded the file"),
            why=_("You get this message because a file you uploaded was not taken."),
            category=Category.WORK,
            samples={
                "": {
                    "name": "Anmeldung.docx",
                    "reason": "Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros.",
                }
            },
            mail=False,
            inbox=True,
        )
    )


def on_file_checked(sender: Any, file: StoredFile, **kwargs: Any) -> None:
    if file.state != FileState.REFUSED or file.uploaded_by is None:
        return
    with translation.override(file.uploaded_by.language):
        reason = explain(file.refusal)
    notify(
        message="files.refused",
        to=Recipient.person(file.uploaded_by),
        tenant=file.tenant,
        context={"name": file.original_name, "reason": reason},
    )


def connect() -> None:
    file_checked.connect(on_file_checked, dispatch_uid="web.files.file_checked")
