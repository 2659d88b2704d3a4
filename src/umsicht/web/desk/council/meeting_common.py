"""What the pages about meetings share: reading what this person may see, addresses, breadcrumbs, steps and forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from umsicht.core.errors import UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.core.transitions import apply
from umsicht.council.models import Meeting
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written


def sees_all(request: HttpRequest) -> bool:
    """The office reads everything; others what is public and what belongs to their own bodies."""
    return request.user.has_perm("council.meeting.everything", here(request))


def meeting_of(request: HttpRequest, meeting_id: int) -> Meeting:
    """Raises NotFound for a meeting that this person may not know of."""
    return queries.meeting_at_desk(request.user, meeting_id, everything=sees_all(request))


def meeting_url(request: HttpRequest, meeting: Meeting) -> str:
    return url(request, "desk_meeting", meeting_id=meeting.pk)


def item_url(request: HttpRequest, meeting: Meeting, item_id: int) -> str:
    return url(request, "desk_item", meeting_id=meeting.pk, item_id=item_id)


def name_of(meeting: Meeting) -> str:
    """ "Kommunalpräventiver Rat: 3. Sitzung 2026"."""
    return f"{title_of(meeting.body)}: {meeting.title}"


def crumbs(request: HttpRequest, meeting: Meeting | None = None, *more: Link) -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Council meetings"), url(request, "desk_meetings"))]
    if meeting is not None:
        found.append(Link(name_of(meeting), meeting_url(request, meeting) if more else ""))
    return [*found, *more]


def any_form(
    request: HttpRequest, form: forms.Form, title: str, back: str, trail: Sequence[Link], **more: Any
) -> HttpResponse:
    """A page with one form; `more`: lead, note, stand, submit."""
    context = {"form": form, "title": title, "back": back, "crumbs": trail, "submit": _("Save"), **more}
    return render(request, "desk/council/form.html", context, status=form_status(form))


def saved(request: HttpRequest, form: forms.Form, write: Callable[[], Any], to: str) -> HttpResponse | None:
    """Write what a valid form holds and lead on; None when the form comes back."""
    if form.is_valid() and written(form, write) is not None:
        messages.success(request, _("Saved."))
        return redirect(to)
    return None


def form_view(
    request: HttpRequest,
    form: forms.Form,
    write: Callable[..., Any],
    title: str,
    to: str,
    trail: Sequence[Link],
    *,
    values: Callable[[], dict[str, Any]] | None = None,
    record: Model | None = None,
    held: Mapping[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """A form from the first look to the redirect: `write(actor=…, **values())` is called once it is valid.

    With the `record` it changes and what of it is `held` now, two people in one form lose nothing: the fields both
    changed are shown side by side.
    """
    given = values or (lambda: dict(form.cleaned_data))

    def save() -> Any:
        if record is None:
            return write(actor=request.user, **given())
        return write(actor=request.user, stamp=meanwhile.sent(request), **meanwhile.chosen(request, given()))

    try:
        answer = saved(request, form, save, to)
    except ChangedMeanwhile as clash:
        return meanwhile.page(request, clash, meanwhile.About(type(record), to))  # type: ignore[arg-type]
    if held is not None:
        more["stand"] = meanwhile.again(request) or meanwhile.field(held)
    return answer or any_form(request, form, title, to, trail, **more)


def act(request: HttpRequest, record: Any, to: str, **data: Any) -> HttpResponse:
    """One step of a procedure, named in the form; what stands against it is said on the page that follows."""
    name, reason = request.POST.get("schritt", ""), request.POST.get("reason", "")[:1000]
    try:
        apply(record, name, actor=request.user, reason=reason, **data)
    except UmsichtError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, _("Done."))
    return redirect(to)


def do(request: HttpRequest, write: Callable[[], Any], to: str) -> HttpResponse:
    """A write without a form of its own; a refusal is said on the page that follows."""
    try:
        write()
    except UmsichtError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, _("Done."))
    return redirect(to)
