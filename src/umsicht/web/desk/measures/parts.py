"""Goals, milestones, notes and partners of a measure: entering, correcting, removing with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.measures.domain import parts as domain
from umsicht.measures.interfaces.forms import RemoveForm
from umsicht.measures.interfaces.part_forms import FORMS
from umsicht.measures.models import Goal, Milestone, Note, Partner
from umsicht.measures.queries.measures import part_at_desk
from umsicht.web.answers import posted
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.measures.common import measure_of, page_of
from umsicht.web.desk.pages import correct, enter

KINDS: dict[str, type[Any]] = {"ziele": Goal, "meilensteine": Milestone, "notizen": Note, "partner": Partner}


def _titles(kind: str) -> tuple[str, str, str]:
    """For a new one, for correcting and for removing."""
    return {
        "ziele": (_("New goal"), _("Change goal"), _("Remove goal")),
        "meilensteine": (_("New milestone"), _("Change milestone"), _("Remove milestone")),
        "notizen": (_("New note"), _("Change note"), _("Remove note")),
        "partner": (_("New partner"), _("Change partner"), _("Remove partner")),
    }[kind]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, measure_id: int, kind: str) -> HttpResponse:
    measure = measure_of(request, measure_id)
    form = FORMS[KINDS[kind]](posted(request), measure=measure)
    write = partial(domain.create_part, KINDS[kind], measure=measure)
    return enter(request, form, _titles(kind)[0], page_of(request, measure), write)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, measure_id: int, kind: str, part_id: int) -> HttpResponse:
    measure = measure_of(request, measure_id)
    part = part_at_desk(KINDS[kind], measure, part_id)
    form = FORMS[KINDS[kind]](posted(request), measure=measure, held=part)
    write = partial(domain.change_part, part=part)
    remove = url(request, "desk_measure_part_remove", measure_id=measure.pk, kind=kind, part_id=part.pk)
    place = page_of(request, measure)
    return correct(request, form, part, _titles(kind)[1], place, write, remove=remove)


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, measure_id: int, kind: str, part_id: int) -> HttpResponse:
    measure = measure_of(request, measure_id)
    part = part_at_desk(KINDS[kind], measure, part_id)
    title = _titles(kind)[2]
    note = _("“%(what)s” leaves every page. The log keeps what it said.") % {"what": str(part)}
    write = partial(domain.remove_part, part=part)
    form, place = RemoveForm(posted(request)), page_of(request, measure)
    return enter(request, form, title, place, write, note=note, submit=title)
