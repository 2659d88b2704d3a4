"""Attachments and documents of papers and bodies on their way out. Whoever calls this has asked whether the visitor may see them.

There is no signed address for them: a link that was passed on must not outlive a release that was taken back.
"""

from __future__ import annotations

from typing import TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import ngettext

from umsicht.core.errors import NotFound
from umsicht.core.text import slugify
from umsicht.files import blobs
from umsicht.files.enums import FileState
from umsicht.files.kinds import extension_of
from umsicht.files.models import StoredFile

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
R = TypeVar("R", HttpResponse, FileResponse)
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def details(file: StoredFile) -> str:
    """ "PDF, 3 pages, 120 KB" """
    pages = (
        ngettext("%(count)s page", "%(count)s pages", file.pages) % {"count": file.pages}
        if file.pages
        else ""
    )
    kind = extension_of(file.original_name).upper()
    return ", ".join(part for part in (kind, pages, filesizeformat(file.size)) if part)


def shown(request: HttpRequest) -> bool:
    """Whether the address asks to show a document in the browser instead of saving it: `?anzeigen=1`."""
    return request.GET.get("anzeigen") == "1"


def deliver(file: StoredFile, title: str, *, inline: bool = False) -> FileResponse:
    """The cleaned copy, called by the title; only a PDF may be shown. Raises NotFound while it is being checked."""
    if file.state != FileState.CLEAN:
        raise NotFound
    try:
        content = blobs.open_blob(file.blob)
    except FileNotFoundError as error:
        raise NotFound from error
    name = f"{slugify(title) or 'anlage'}.{extension_of(file.original_name)}"
    saved = not inline or file.mime != _TYPES["pdf"]
    response = FileResponse(content, as_attachment=saved, filename=name, content_type=file.mime)
    return _closed(response)


def download(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return _closed(response)


def _closed(response: R) -> R:
    """No cache keeps it: the next visitor is asked again. A PDF that is shown may load nothing and run nothing."""
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
