"""Rewrites a PDF without anything that acts by itself: scripts, attachments, launching programs, sending forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from umsicht.files.cleaning.result import Cleaned, Piece, Refused

MAX_PAGES = 2000
MAX_OBJECTS = 400_000
MAX_DEPTH = 60
_ACTIONS_KEPT = {Name.GoTo, Name.URI, Name.Named}
_ANNOTATIONS_DROPPED = {
    Name.FileAttachment, Name.RichMedia, Name.Movie, Name.Sound, Name.Screen, Name("/3D"),
}  # fmt: skip
_KEYS_DROPPED = (
    Name.JS, Name.JavaScript, Name.AA, Name.OpenAction, Name.EmbeddedFiles, Name.EF, Name.AF, Name.XFA,
    Name.Collection, Name.RichMediaContent, Name.Rendition,
)  # fmt: skip
_LINK = re.compile(rb"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def clean(source: Path, extension: str, target: Path) -> Cleaned:
    """Raises Refused for what is no PDF, needs a password, or is too large."""
    try:
        with pikepdf.open(source, attempt_recovery=True, suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if pages == 0:
                raise Refused("unreadable")
            if pages > MAX_PAGES or len(pdf.objects) > MAX_OBJECTS:
                raise Refused("too_complex")
            _disarm(pdf)
            path = target / "master.pdf"
            pdf.remove_unreferenced_resources()
            pdf.save(
                path,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                encryption=False,
            )
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (
        pikepdf.PdfError,
        pikepdf.DataDecodingError,
        ValueError,
        TypeError,
        KeyError,
        RuntimeError,
    ) as error:
        raise Refused("unreadable") from error
    return Cleaned([Piece(str(path), "application/pdf")], pages)


def _disarm(pdf: pikepdf.Pdf) -> None:
    """Walk every object, not only the places where such things belong."""
    for thing in pdf.objects:
        _walk(thing, 0)
    _walk(pdf.Root, 0)
    for page in pdf.pages:
        annotations = page.obj.get(Name.Annots)
        if isinstance(annotations, Array):
            kept = [note for note in annotations if not _is_dropped(note)]
            if len(kept) != len(annotations):
                page.obj[Name.Annots] = Array(kept)


def _walk(thing: Any, depth: int) -> None:
    """Disarm one object and what stands directly in it; indirect objects are reached on their own."""
    if depth > MAX_DEPTH:
        raise Refused("too_complex")
    if isinstance(thing, Array):
        for part in thing:
            _step_in(part, depth)
    elif isinstance(thing, Dictionary | Stream):
        _drop_keys(thing)
        for name in list(thing.keys()):
            _step_in(thing[name], depth)


def _drop_keys(thing: Any) -> None:
    for key in _KEYS_DROPPED:
        if key in thing:
            del thing[key]
    for key in (Name.A, Name.Next, Name.Dest):
        if key in thing and not _is_harmless(thing[key]):
            del thing[key]
    if not _is_harmless(thing):
        for name in list(thing.keys()):
            del thing[name]


def _step_in(part: Any, depth: int) -> None:
    if isinstance(part, Array | Dictionary) and not part.is_indirect:
        _walk(part, depth + 1)


def _is_action(thing: Any) -> bool:
    if not isinstance(thing, Dictionary) or not isinstance(thing.get(Name.S), Name):
        return False
    return thing.get(Name.Type, Name.Action) == Name.Action and thing[Name.S] in _ACTIONS


_ACTIONS = {
    Name("/" + kind)
    for kind in (
        "GoTo GoToR GoToE GoToDp Launch Thread URI Sound Movie Hide Named SubmitForm ResetForm ImportData JavaScript "
        "SetOCGState Rendition Trans GoTo3DView RichMediaExecute"
    ).split()
}


def _is_harmless(thing: Any) -> bool:
    """True for everything that is no action, for jumps inside the document, and for web, mail and telephone links."""
    if not _is_action(thing):
        return True
    if thing[Name.S] not in _ACTIONS_KEPT:
        return False
    return thing[Name.S] != Name.URI or bool(_LINK.match(bytes(thing.get(Name.URI, pikepdf.String("")))))


def _is_dropped(note: Any) -> bool:
    return isinstance(note, Dictionary) and note.get(Name.Subtype) in _ANNOTATIONS_DROPPED
