"""Changing the vocabulary: add, correct, rename, end, reopen. State-wide terms only at the state office's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.errors import UmsichtError
from umsicht.vocabulary.domain import changes
from umsicht.vocabulary.domain.terms import add_term
from umsicht.vocabulary.interfaces.forms import (
    AddTermForm,
    EditTermForm,
    EndTermForm,
    RenameTermForm,
    ReopenTermForm,
)
from umsicht.vocabulary.models import Term
from umsicht.vocabulary.queries.terms import decisions_of, term_of, terms_in
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.vocabulary.slugs import scheme_of
from umsicht.web.desk.vocabulary.views import crumbs, url_of


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, tenant: str, liste: str) -> HttpResponse:
    require(request.user, "vocabulary.term.manage", here(request))
    scheme = scheme_of(liste)
    tops = [
        term for term in terms_in(here(request), scheme) if term.parent_id is None and term.valid_to is None
    ]
    form = AddTermForm(posted(request), decisions=list(decisions_of(here(request))), parents=tops)
    if form.is_valid():
        try:
            term = add_term(tenant=here(request), scheme=scheme, actor=request.user, **form.as_call())
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The term was added."))
            return redirect(url_of(here(request), liste, term.code))
    context = {"form": form, "title": _("New term"), "submit": _("Add"), "back": url_of(here(request), liste)}
    context["crumbs"] = crumbs(here(request), liste)
    return render(request, "desk/vocabulary/form.html", context, status=form_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, liste: str, code: str) -> HttpResponse:
    term = _own(request, liste, code)
    initial = {name: getattr(term, name) for name in EditTermForm.base_fields}
    form = EditTermForm(posted(request), initial=initial)

    def write() -> None:
        changes.edit_term(term=term, actor=request.user, changes=form.cleaned_data)

    return _answer(
        request, liste, term, form, write, (_("Correct the term"), _("Save"), _("The term was corrected."))
    )


@never_cache
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, tenant: str, liste: str, code: str) -> HttpResponse:
    term = _own(request, liste, code)
    initial = {"label_de": term.label_de, "label_context": term.label_context, "since": clock.today()}
    form = RenameTermForm(posted(request), initial=initial, decisions=list(decisions_of(term.tenant)))

    def write() -> None:
        changes.rename_term(term=term, actor=request.user, **form.as_call())

    return _answer(
        request, liste, term, form, write, (_("Rename the term"), _("Rename"), _("The term was renamed."))
    )


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, tenant: str, liste: str, code: str) -> HttpResponse:
    term = _own(request, liste, code)
    form = EndTermForm(
        posted(request), initial={"last_day": clock.today()}, decisions=list(decisions_of(term.tenant))
    )

    def write() -> None:
        changes.end_term(term=term, actor=request.user, **form.as_call())

    return _answer(request, liste, term, form, write, (_("End the term"), _("End"), _("The term ends.")))


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, tenant: str, liste: str, code: str) -> HttpResponse:
    term = _own(request, liste, code)
    form = ReopenTermForm(posted(request))

    def write() -> None:
        changes.reopen_term(term=term, actor=request.user, **form.cleaned_data)

    return _answer(
        request,
        liste,
        term,
        form,
        write,
        (_("Reopen the term"), _("Reopen"), _("The term is in force again.")),
    )


def _own(request: HttpRequest, liste: str, code: str) -> Term:
    """The term, if this person may change it; a state-wide one is 403 at a municipality's desk."""
    term = term_of(here(request), scheme_of(liste), code)
    require(request.user, "vocabulary.term.manage", term.tenant)
    return term


def _answer(
    request: HttpRequest,
    liste: str,
    term: Term,
    form: forms.Form,
    write: Callable[[], None],
    words: tuple[str, str, str],
) -> HttpResponse:
    """Write a valid form and go back to the term; otherwise show the form. `words`: title, button, success."""
    title, submit, done = words
    if form.is_valid():
        try:
            write()
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            return redirect(url_of(here(request), liste, term.code))
    context: dict[str, Any] = {
        "form": form,
        "term": term,
        "title": title,
        "submit": submit,
        "back": url_of(here(request), liste, term.code),
        "crumbs": crumbs(here(request), liste),
    }
    return render(request, "desk/vocabulary/form.html", context, status=form_status(form))
