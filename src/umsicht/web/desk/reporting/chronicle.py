"""The chronicle at the desk: what sources say and no other record holds."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.measures.interfaces.forms import RemoveForm
from umsicht.reporting.domain import chronicle as domain
from umsicht.reporting.interfaces.entry_forms import EntryFilterForm, EntryForm
from umsicht.reporting.models import Entry
from umsicht.reporting.queries import chronicle as queries
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, enter

PAGE = 50


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "reporting.entry.view", here(request))
    form = EntryFilterForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    found = queries.listing(text=given.get("q", ""), topic=given.get("thema", ""), kind=given.get("art", ""))
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    may_change = request.user.has_perm("reporting.entry.change", here(request))
    context = {
        "form": form,
        "page": page,
        "table": _table(request, list(page), may_change=may_change),
        "filtered": any(request.GET.get(name) for name in ("q", "thema", "art")),
        "may_change": may_change,
    }
    return render(request, "desk/reporting/chronicle.html", context)


def _table(request: HttpRequest, found: list[Entry], *, may_change: bool) -> Table:
    columns = [
        Column(_("What happened or holds")),
        Column(_("Day")),
        Column(_("Kind")),
        Column(_("About what")),
        Column(_("Source")),
        Column(_("On the portal")),
    ]
    rows = [
        [
            format_html('<a href="{}">{}</a>', url(request, "desk_entry_edit", entry_id=one.pk), one.text)
            if may_change
            else one.text,
            one.day_words,
            one.get_kind_display(),
            one.get_topic_display(),
            one.source,
            one.is_public,
        ]
        for one in found
    ]
    return Table(_("Chronicle"), columns, rows, caption_hidden=True)


def _back(request: HttpRequest) -> Page:
    address = url(request, "desk_chronicle")
    return Page(address, [Link(_("Chronicle"), address)])


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "reporting.entry.change", here(request))
    write = partial(domain.create_entry, tenant=here(request))
    return enter(request, EntryForm(posted(request)), _("New entry"), _back(request), write)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, entry_id: int) -> HttpResponse:
    entry = queries.entry_at_desk(entry_id)
    require(request.user, "reporting.entry.change", entry)
    form = EntryForm(posted(request), held=entry)
    remove = url(request, "desk_entry_remove", entry_id=entry.pk)
    write = partial(domain.change_entry, entry=entry)
    return correct(request, form, entry, _("Change the entry"), _back(request), write, remove=remove)


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, entry_id: int) -> HttpResponse:
    entry = queries.entry_at_desk(entry_id)
    require(request.user, "reporting.entry.change", entry)
    note = _("“%(what)s” leaves every page. The log keeps what it said.") % {"what": entry.text}
    write = partial(domain.remove_entry, entry=entry)
    title = _("Remove the entry")
    return enter(request, RemoveForm(posted(request)), title, _back(request), write, note=note, submit=title)
