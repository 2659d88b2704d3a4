"""The page "changed meanwhile": both versions field by field, and the choice between them. For every form of the desk.

    form = OrganisationForm(posted(request), initial=values)
    context["stand"] = meanwhile.field(values)                    # {{ stand }} inside the <form>
    …
    try:
        change(record, actor=request.user, stamp=meanwhile.sent(request), **meanwhile.chosen(request, form.cleaned_data))
    except ChangedMeanwhile as clash:
        return meanwhile.page(request, clash, meanwhile.About(Organisation, back=…))

The page sends the same form again with the choice per field and a fresh stamp; if a third person saved in between, it
comes back. It works without scripts and holds no draft on the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from umsicht.core.meanwhile import ChangedMeanwhile, renewed, stamp
from umsicht.ui.nav import Link
from umsicht.web.desk.changes import label_of, shown

STAMP = "stand"
CHOICE = "nimm-"
THEIRS = "gespeichert"

Label = Callable[[str], str]
Word = Callable[[str, Any], str]


@dataclass(frozen=True)
class About:
    """What the page is about: `back` is where the record is shown, `who` saved last, if known.

    `label` and `word` replace the words that the model's fields give to names and values.
    """

    model: type[models.Model]
    back: str
    who: str = ""
    label: Label | None = None
    word: Word | None = None
    crumbs: Sequence[Link] = ()

    def name_of(self, name: str) -> str:
        return self.label(name) if self.label else label_of(self.model, name)

    def words_of(self, name: str, value: Any) -> str:
        return self.word(name, value) if self.word else shown(self.model, name, value)


@dataclass(frozen=True)
class Both:
    """One field with both values in words."""

    name: str
    label: str
    mine: str
    theirs: str


def field(values: Mapping[str, Any], *, again: bool = False, ident: str = STAMP) -> SafeString:
    """The hidden field for a form that shows these values; `again`: as a part of htmx's answer it replaces the old one.

    Pages with several forms give each an `ident` of its own.
    """
    return _hidden(stamp(values), ' hx-swap-oob="true"' if again else "", ident)


def _hidden(text: str, more: str = "", ident: str = STAMP) -> SafeString:
    attributes = SafeString(more)
    return format_html('<input type="hidden" id="{}" name="{}" value="{}"{}>', ident, STAMP, text, attributes)


def again(request: HttpRequest) -> SafeString:
    """The hidden field as it was sent, for a form that comes back with errors; empty when nothing was sent."""
    return _hidden(sent(request)) if sent(request) else SafeString()


def sent(request: HttpRequest) -> str:
    """The stamp that came with the form; empty means that nothing is compared."""
    return request.POST.get(STAMP, "")


def chosen(request: HttpRequest, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values to write, without the fields for which the person took the stored ones."""
    return {name: value for name, value in values.items() if request.POST.get(f"{CHOICE}{name}") != THEIRS}


def page(request: HttpRequest, clash: ChangedMeanwhile, about: About) -> HttpResponse:
    """Both versions with the choice between them, as status 409."""
    context = _context(request, clash, about)
    return render(request, "desk/meanwhile.html", context, status=409)


def _context(request: HttpRequest, clash: ChangedMeanwhile, about: About) -> dict[str, Any]:
    fields = [
        Both(
            one.name,
            about.name_of(one.name),
            about.words_of(one.name, one.mine),
            about.words_of(one.name, one.theirs),
        )
        for one in clash.clashes
    ]
    return {
        "fields": fields,
        "kept": _kept(request),
        "stand": _hidden(renewed(sent(request), {one.name: one.theirs for one in clash.clashes})),
        "back": about.back,
        "who": about.who,
        "theirs": THEIRS,
        "crumbs": about.crumbs,
    }


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again; the old stamp and choices are left behind."""
    return [
        (name, value)
        for name in request.POST
        if name not in {STAMP, "csrfmiddlewaretoken"} and not name.startswith(CHOICE)
        for value in request.POST.getlist(name)
    ]
