"""A form on a page of its own, and the steps of a procedure: shown, taken, written, led back. For every package's desk.

    back = Page(address, crumbs, lead)
    return enter(request, form, _("New goal"), back, partial(create_goal, measure=measure))
    return correct(request, form, goal, _("Change goal"), back, partial(change_goal, goal=goal))

`write` is a domain function with all but `actor` and what was entered filled in. A form may say with `values()` what that is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile, check_seen
from umsicht.core.transitions import apply, available
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import opened_at
from umsicht.web.desk.changes import shown
from umsicht.web.desk.directory.steps import written

Write = Callable[..., Any]


@dataclass(frozen=True)
class Page:
    """A page to go back to: its address, the crumbs that lead there (its own one with its address), what it is about."""

    url: str
    crumbs: Sequence[Link]
    lead: str = ""

    def below(self, title: str) -> list[Link]:
        return [*self.crumbs, Link(title, "")]


class StepForm(forms.Form):
    schritt = forms.CharField(max_length=40)
    reason = forms.CharField(max_length=1000, required=False)


def values_of(form: forms.Form) -> dict[str, Any]:
    values: Callable[[], dict[str, Any]] | None = getattr(form, "values", None)
    return values() if values is not None else dict(form.cleaned_data)


def form_page(request: HttpRequest, form: forms.Form, title: str, back: Page, **more: Any) -> HttpResponse:
    """`more`: lead, note, stand, submit, remove (where the record is removed instead)."""
    context = {"form": form, "title": title, "lead": back.lead, "back": back.url, "crumbs": back.below(title)}
    context |= {"submit": _("Save"), **more}
    return render(request, "desk/form.html", context, status=form_status(form))


def saved(
    request: HttpRequest, form: forms.Form, write: Callable[[], Any], to: str, said: str = ""
) -> HttpResponse | None:
    """Write what a valid form holds and lead on; None when the form comes back."""
    if form.is_valid() and written(form, write) is not None:
        messages.success(request, said or _("Saved."))
        return redirect(to)
    return None


def enter(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    back: Page,
    write: Write,
    *,
    said: str = "",
    then: Callable[[Any], str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Something new, or one thing that happens; afterwards `back`, or where `then` says for what was made."""
    made = None
    if form.is_valid():
        made = written(form, lambda: write(actor=request.user, **values_of(form)))
    if made is None:
        return form_page(request, form, title, back, **more)
    messages.success(request, said or _("Saved."))
    return redirect(then(made) if then else back.url)


def correct(
    request: HttpRequest,
    form: forms.Form,
    record: Model,
    title: str,
    back: Page,
    write: Write,
    *,
    held: Mapping[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """A record that is there already. Two people in one form lose nothing: what both changed is shown side by side.

    `held` is what the form shows of it, where its fields are not called like the record's.
    """
    stamped = held or {name: getattr(record, name) for name in form.fields if hasattr(type(record), name)}

    def save() -> Any:
        values = meanwhile.chosen(request, values_of(form))
        return write(actor=request.user, stamp=meanwhile.sent(request), **values)

    try:
        answer = saved(request, form, save, back.url)
    except ChangedMeanwhile as clash:
        return clashing(request, clash, record, back.url)
    more["stand"] = meanwhile.again(request) or meanwhile.field(stamped)
    return answer or form_page(request, form, title, back, **more)


def clashing(request: HttpRequest, clash: ChangedMeanwhile, record: Model, back: str) -> HttpResponse:
    about = meanwhile.About(type(record), back, word=partial(shown, type(record)))
    return meanwhile.page(request, clash, about)


def steps_of(request: HttpRequest, record: Any, url: str) -> dict[str, Any]:
    """What `desk/steps.html` needs to draw the buttons that this person may press."""
    seen = getattr(record, "updated_at", None)
    return {
        "choices": available(record, request.user),
        "act_url": url,
        "seen": seen.isoformat() if seen else "",
        "key": record.pk,
    }


def act(request: HttpRequest, record: Any, to: str) -> HttpResponse:
    """One step, named in the form; what stands against it is said on the page that follows.

    What was changed after the page was opened is looked at again first. Raises what answers 403 or 404.
    """
    form = StepForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This step does not exist."))
    name, reason = form.cleaned_data["schritt"], form.cleaned_data["reason"]

    def take() -> None:
        check_seen(getattr(record, "updated_at", None), opened_at(request))
        apply(record, name, actor=request.user, reason=reason)

    return do(request, take, to)


def do(request: HttpRequest, write: Callable[[], Any], to: str, said: str = "") -> HttpResponse:
    """A write without a form of its own; a refusal is said on the page that follows. Raises what answers 403 or 404."""
    try:
        write()
    except UmsichtError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, said or _("Done."))
    return redirect(to)
