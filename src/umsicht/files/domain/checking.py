"""Checks an upload: virus scanner if there is one, then the cleaning process; stores what came out of it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction

from umsicht.core.transitions import TransitionDenied, apply
from umsicht.files import blobs
from umsicht.files.cleaning import worker
from umsicht.files.domain import scanner
from umsicht.files.enums import FileState
from umsicht.files.kinds import extension_of
from umsicht.files.models import Rendition, StoredFile
from umsicht.files.queries.files import file_by_pk
from umsicht.files.refusals import REFUSALS

logger = logging.getLogger(__name__)

SECONDS = 120


def check(file_id: int, *, own: bool = False) -> str:
    """Check one quarantined file and move it on; returns its state, "" if there is no such file.

    `own` is for files that the program itself has just made (the demo): cleaned in this process, which spares half a
    second each. Never for anything that came from outside.

    May run twice: a file that is no longer in quarantine is left alone. Raises ScannerSilent when a scanner is
    configured but does not answer; the file then stays in quarantine.
    """
    file = file_by_pk(file_id)
    if file is None or file.state != FileState.QUARANTINED:
        return file.state if file else ""
    source = blobs.path_of(file.blob)
    if not source.exists():
        return _refuse(file, "unreadable")
    if scanner.finds_something(source):
        return _refuse(file, "virus")
    with tempfile.TemporaryDirectory(prefix="umsicht-file-") as folder:
        clean = worker.work if own else run_worker
        answer = clean(source, extension_of(file.original_name), Path(folder))
        if "refused" in answer:
            return _refuse(file, str(answer["refused"]))
        return _accept(file, answer)


def run_worker(source: Path, extension: str, target: Path) -> dict[str, Any]:
    """The cleaning process's answer; one that died or took too long counts as "too_complex"."""
    command = [
        sys.executable,
        "-I",
        "-m",
        "umsicht.files.cleaning.worker",
        str(source),
        extension,
        str(target),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env={"PATH": ""}, check=False)  # noqa: S603
        answer: dict[str, Any] = (
            json.loads(done.stdout) if done.returncode == 0 else {"refused": "too_complex"}
        )
    except (subprocess.TimeoutExpired, ValueError):
        return {"refused": "too_complex"}
    if done.returncode != 0:
        logger.warning(
            "cleaning process ended with %s: %s", done.returncode, done.stderr[-500:].decode(errors="replace")
        )
    return answer


def _refuse(file: StoredFile, code: str) -> str:
    code = code if code in REFUSALS else "unreadable"
    try:
        apply(file, "refuse", actor=None, refusal=code, blob_before=file.blob)
    except TransitionDenied:  # deleted meanwhile
        logger.info("file %s left quarantine meanwhile", file.uid)
    return file.state


def _accept(file: StoredFile, answer: dict[str, Any]) -> str:
    """Store the cleaned pieces first; if the row can't follow, they are removed again."""
    before, stored = file.blob, []
    try:
        pieces = []
        for piece in answer["pieces"]:
            name, size, sha256 = blobs.keep_file(Path(piece["path"]))
            stored.append(name)
            pieces.append(piece | {"blob": name, "size": size, "sha256": sha256})
        master, *renditions = pieces
        with transaction.atomic():
            apply(
                file,
                "accept",
                actor=None,
                blob_before=before,
                pages=answer.get("pages"),
                **{name: master[name] for name in ("blob", "mime", "size", "sha256", "width", "height")},
            )
            Rendition.objects.with_scope(tenant=file.tenant).bulk_create(
                Rendition(
                    tenant=file.tenant,
                    file=file,
                    **{n: p[n] for n in ("name", "mime", "width", "height", "size", "blob")},
                )
                for p in renditions
            )
    except BaseException as error:
        blobs.remove(stored)
        if isinstance(error, TransitionDenied):  # deleted meanwhile
            return file.state
        raise
    return file.state
