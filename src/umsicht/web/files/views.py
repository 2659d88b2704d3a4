"""Signed delivery of uploads. The address proves that we made it, not that this visitor may see the file."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django_scopes import scope

from umsicht.core.errors import NotFound
from umsicht.files import addresses, blobs
from umsicht.files.enums import FileKind, FileState, Visibility
from umsicht.files.models import Rendition, StoredFile
from umsicht.files.queries.files import file_by_uid, is_public, rendition_of
from umsicht.web.desk import gate

PUBLIC_SECONDS = 7 * 24 * 3600
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Even if a browser opened a file as a page, nothing in it could run or load."""


@require_safe
def deliver(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file or one of its sizes. 404 for what is not there, not checked, or none of the visitor's business.

    Raises NotFound, ExpiredToken (410).
    """
    wanted = addresses.read(token)
    file = file_by_uid(wanted.uid)
    if file is None or file.state != FileState.CLEAN:
        raise NotFound
    barred = _bar(request, file)
    if barred is not None:
        return barred
    with scope(tenant=file.tenant):
        rendition = rendition_of(file, wanted.name, wanted.mime) if wanted.name else None
    if wanted.name and rendition is None:
        raise NotFound
    return _response(file, rendition)


def _bar(request: HttpRequest, file: StoredFile) -> HttpResponseBase | None:
    """None lets the visitor have it. What is not public needs a sign-in, a role there and a second factor if required."""
    if is_public(file):
        return None
    barred = gate.bar(request, file.tenant)
    if barred is None and not request.user.has_perm("files.file.view", file):
        raise NotFound
    return barred


def _response(file: StoredFile, rendition: Rendition | None) -> FileResponse:
    try:
        content = blobs.open_blob(rendition.blob if rendition else file.blob)
    except FileNotFoundError as error:
        raise NotFound from error
    response = FileResponse(
        content,
        as_attachment=file.kind != FileKind.IMAGE,
        filename=_name(file, rendition),
        content_type=rendition.mime if rendition else file.mime,
    )
    public = file.visibility == Visibility.PUBLIC
    response["Cache-Control"] = (
        f"public, max-age={PUBLIC_SECONDS}, immutable" if public else "private, no-store"
    )
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if not public:
        response["X-Robots-Tag"] = "noindex"
    return response


def _name(file: StoredFile, rendition: Rendition | None) -> str:
    """The name people know, with the extension of what they get."""
    mime = rendition.mime if rendition else file.mime
    fitting = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(mime)
    stem, _dot, extension = file.original_name.rpartition(".")
    return f"{stem}.{fitting or extension}"
