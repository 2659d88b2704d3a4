"""Where a body stands: giving it another place from a day on, correcting and removing earlier ones."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.council.domain import places as domain
from umsicht.council.interfaces.forms import MoveForm, PlaceForm
from umsicht.council.interfaces.paper_forms import RemovalForm
from umsicht.council.queries import bodies as queries
from umsicht.web.answers import posted
from umsicht.web.desk.council.common import body_to_change, page_of
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import correct, enter


@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body, title = body_to_change(body_id, request.user), _("Give another place")
    note = _(
        "Where it stands until then stays on record: the structure of earlier days still shows it there."
    )
    form, write = MoveForm(posted(request), body=body), partial(domain.move_body, body=body)
    return enter(request, form, title, page_of(request, body), write, note=note, submit=title)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, body_id: int, place_id: int) -> HttpResponse:
    body = body_to_change(body_id, request.user)
    row = queries.place_at_desk(body, place_id)
    form, write = PlaceForm(posted(request), held=row), partial(domain.correct_place, row=row)
    away = url(request, "desk_place_remove", body_id=body.pk, place_id=row.pk)
    back = page_of(request, body)
    return correct(request, form, row, _("Correct earlier place"), back, write, remove=away)


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, body_id: int, place_id: int) -> HttpResponse:
    body, title = body_to_change(body_id, request.user), _("Remove earlier place")
    write = partial(domain.remove_place, row=queries.place_at_desk(body, place_id))
    note = _("It never stood there. The place before it, if there is one, then reaches on.")
    form = RemovalForm(posted(request))
    return enter(request, form, title, page_of(request, body), write, note=note, submit=title)
