"""Looking at the vocabulary: its lists, the terms of one, one term with its past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import FIXED, Scheme
from umsicht.vocabulary.interfaces.exports import term_columns, term_rows
from umsicht.vocabulary.interfaces.forms import TermFilterForm
from umsicht.vocabulary.models import Term
from umsicht.vocabulary.queries.terms import counts, is_over, listing, term_of, versions_of
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.vocabulary.slugs import SLUGS, scheme_of


@require_safe
@never_cache
def lists(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "vocabulary.term.view", here(request))
    found = counts(here(request))
    items = [
        Link(Scheme(scheme).label, url_of(here(request), slug), count=found.get(scheme, 0))
        for scheme, slug in SLUGS.items()
    ]
    return render(request, "desk/vocabulary/lists.html", {"items": items, "total": sum(found.values())})


@require_safe
@never_cache
def terms(request: HttpRequest, tenant: str, liste: str) -> HttpResponse:
    require(request.user, "vocabulary.term.view", here(request))
    scheme, form = scheme_of(liste), TermFilterForm(request.GET)
    found = listing(here(request), scheme, **form.chosen())
    context = {
        "scheme": scheme,
        "liste": liste,
        "form": form,
        "found": found,
        "table": terms_table(here(request), liste, found),
        "may_add": may_manage(request, here(request)) and (here(request).is_state or scheme not in FIXED),
        "query": request.GET.urlencode(),
        "crumbs": crumbs(here(request)),
    }
    return render(request, "desk/vocabulary/list.html", context)


@require_safe
def export(request: HttpRequest, tenant: str, liste: str) -> HttpResponse:
    require(request.user, "vocabulary.term.view", here(request))
    found = listing(here(request), scheme_of(liste), **TermFilterForm(request.GET).chosen())
    return csv_file(csvsafe.write(term_columns(), term_rows(found)), liste, here(request))


@require_safe
@never_cache
def term(request: HttpRequest, tenant: str, liste: str, code: str) -> HttpResponse:
    require(request.user, "vocabulary.term.view", here(request))
    found = term_of(here(request), scheme_of(liste), code)
    context = {
        "term": found,
        "liste": liste,
        "over": is_over(found, clock.today()),
        "versions": list(versions_of(found)),
        "may_manage": may_manage(request, found.tenant),
        "own": found.tenant_id == here(request).pk,
        "crumbs": crumbs(here(request), liste),
    }
    return render(request, "desk/vocabulary/term.html", context)


def may_manage(request: HttpRequest, owner: Tenant) -> bool:
    return bool(request.user.has_perm("vocabulary.term.manage", owner))


def url_of(tenant: Tenant, liste: str, code: str = "") -> str:
    if code:
        return reverse("desk_vocabulary_term", kwargs={"tenant": tenant.slug, "liste": liste, "code": code})
    return reverse("desk_vocabulary_list", kwargs={"tenant": tenant.slug, "liste": liste})


def crumbs(tenant: Tenant, liste: str = "") -> list[Link]:
    found = [Link(_("Vocabulary"), reverse("desk_vocabulary", kwargs={"tenant": tenant.slug}))]
    if liste:
        found.append(Link(scheme_of(liste).label, url_of(tenant, liste)))
    return found


def terms_table(tenant: Tenant, liste: str, terms: Iterable[Term]) -> Table:
    today = clock.today()

    def rows() -> Iterator[list[Any]]:
        for term in terms:
            name = format_html('<a href="{}">{}</a>', url_of(tenant, liste, term.code), term)
            if term.numeral:
                name = format_html("{} {}", term.numeral, name)
            if is_over(term, today):
                name = format_html("{} {}", name, tag(_("ended")))
            yield [
                name,
                term.label_plain,
                term.parent and str(term.parent),
                len(term.words),
                term.tenant.name,
            ]

    columns = [
        Column(_("Term")),
        Column(_("Plain words")),
        Column(_("Stands below")),
        Column(_("Words"), numeric=True),
        Column(_("Kept by")),
    ]
    return Table(_("Terms of this list"), columns, rows(), caption_hidden=True)
