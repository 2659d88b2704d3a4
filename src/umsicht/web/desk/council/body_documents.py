"""Documents of a body at the desk: entering, new versions, correcting, withdrawing, reading."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.council.domain import documents as domain
from umsicht.council.interfaces.document_forms import DocumentFactsForm, DocumentForm, VersionForm
from umsicht.council.models import Body, BodyDocument
from umsicht.council.queries import documents as queries
from umsicht.council.queries.bodies import body_at_desk
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council.common import body_to_change, body_url, page_of
from umsicht.web.desk.pages import act as take
from umsicht.web.desk.pages import correct, enter
from umsicht.web.public.council.files import deliver


def _document(request: HttpRequest, body_id: int, document_id: int) -> tuple[Body, BodyDocument]:
    body = body_to_change(body_id, request.user, domain.PERMISSION)
    return body, queries.document_at_desk(body, document_id)


def _more() -> dict[str, Any]:
    return {"said": _("Saved. A file is checked first and appears in a moment.")}


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = body_to_change(body_id, request.user, domain.PERMISSION)
    form, write = (
        DocumentForm(posted(request), request.FILES or None),
        partial(domain.create_document, body=body),
    )
    return enter(request, form, _("New document"), page_of(request, body), write, **_more())


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, body_id: int, document_id: int) -> HttpResponse:
    body, document = _document(request, body_id, document_id)
    form = DocumentFactsForm(posted(request), held=document)
    write = partial(domain.change_document, document=document)
    return correct(request, form, document, _("Change document"), page_of(request, body), write)


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, body_id: int, document_id: int) -> HttpResponse:
    body, document = _document(request, body_id, document_id)
    return take(request, document, body_url(request, body))


@never_cache
@require_http_methods(["GET", "POST"])
def version_new(request: HttpRequest, tenant: str, body_id: int, document_id: int) -> HttpResponse:
    body, document = _document(request, body_id, document_id)
    form = VersionForm(posted(request), request.FILES or None)
    write = partial(domain.add_version, document=document)
    more = _more() | {"lead": document.title, "note": _("All versions before stay as they are.")}
    return enter(request, form, _("New version"), page_of(request, body), write, **more)


@never_cache
@require_http_methods(["GET", "POST"])
def version_edit(
    request: HttpRequest, tenant: str, body_id: int, document_id: int, version_id: int
) -> HttpResponse:
    body = body_to_change(body_id, request.user, domain.PERMISSION)
    version = queries.version_at_desk(body, document_id, version_id)
    form = VersionForm(posted(request), request.FILES or None, held=version)
    write, back = partial(domain.correct_version, version=version), page_of(request, body)
    note = _("For mistakes only. What was agreed anew is a new version.")
    lead = f"{version.document.title}, {_('version')} {version.number}"
    return correct(request, form, version, _("Correct version"), back, write, lead=lead, note=note)


@require_safe
@never_cache
def file(
    request: HttpRequest, tenant: str, body_id: int, document_id: int, version_id: int
) -> HttpResponseBase:
    """The file for whoever may read the body."""
    require(request.user, "council.body.view", here(request))
    version = queries.version_at_desk(body_at_desk(body_id), document_id, version_id)
    if version.file is None:
        raise NotFound
    return deliver(version.file, version.document.title)
