"""One enquiry at the desk: what is asked, who has answered what, and the steps that this person may take."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import BadInput, NotFound
from umsicht.enquiries.domain import answering, deciding, helping
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.interfaces.desk_forms import AddProviderForm, NoteForm
from umsicht.enquiries.interfaces.forms import ReasonForm
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.enquiries.queries import desk as queries
from umsicht.enquiries.queries import wording
from umsicht.offers.queries.offers import by_slugs
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import back, here
from umsicht.web.public.enquiries.answering import forms_for, take_answer
from umsicht.web.public.enquiries.base import as_calendar
from umsicht.web.public.enquiries.own import KINDS
from umsicht.web.public.frame import Portal

OPEN = frozenset({ReplyState.ASKED, ReplyState.QUESTION})


def _found(request: HttpRequest, enquiry_id: int) -> Enquiry:
    found = queries.enquiry_at_desk(enquiry_id)
    require(request.user, "enquiries.enquiry.view", found)
    return found


def _row(request: HttpRequest, enquiry: Enquiry, reply: Reply, returned: dict[str, Any]) -> dict[str, Any]:
    may = request.user.has_perm("enquiries.reply.answer", reply)
    is_open = enquiry.state == EnquiryState.OPEN and may
    forms = returned.get(f"answer{reply.pk}")
    wanted = request.GET.get("antwort") in {None, str(reply.pk)} or forms is not None
    return {
        "reply": reply,
        "tag": tag(reply.get_state_display(), KINDS.get(ReplyState(reply.state), "")),
        "proposal": wording.proposal(reply) if reply.starts_at and reply.state != ReplyState.DECLINED else [],
        "thread": [remark for remark in enquiry.remarks.all() if remark.reply_id == reply.pk],
        "forms": (forms or forms_for(reply, mark=f"{reply.pk}_"))
        if is_open and reply.state in OPEN
        else None,
        "kind": returned.get("kind", "") if forms else "",
        "shown": wanted,
        "may_take_back": is_open and reply.state in {ReplyState.PROPOSED, ReplyState.DECLINED},
    }


def _seen(request: HttpRequest, found: Enquiry) -> list[Reply]:
    """All for the office, the own ones for a provider."""
    replies = [reply for reply in found.replies.all() if reply.asked_at]
    if request.user.has_perm("enquiries.enquiry.help", found):
        return replies
    return [reply for reply in replies if request.user.has_perm("enquiries.reply.answer", reply)]


def _context(request: HttpRequest, found: Enquiry, returned: dict[str, Any]) -> dict[str, Any]:
    helps = request.user.has_perm("enquiries.enquiry.help", found)
    seen = _seen(request, found)
    accepted = any(reply.state == ReplyState.ACCEPTED for reply in seen)
    rows = [_row(request, found, reply, returned) for reply in seen]
    many = len([row for row in rows if row["forms"]]) > 1
    return {
        "enquiry": found,
        "matter": wording.matter(found),
        "contact": wording.contact(found) if helps or accepted else [],
        "rows": [
            row | {"shown": row["shown"] and not (many and "antwort" not in request.GET)} for row in rows
        ],
        "notes": [remark for remark in found.remarks.all() if remark.kind == "note"] if helps else [],
        "helps": helps,
        "is_open": found.state == EnquiryState.OPEN,
        "is_agreed": found.state == EnquiryState.AGREED and (helps or accepted),
        "note_form": returned.get("note") or NoteForm(),
        "add_form": returned.get("add") or AddProviderForm(),
        "close_form": returned.get("close") or ReasonForm(auto_id="id_ende_%s"),
        "call_off_form": returned.get("call_off") or ReasonForm(auto_id="id_absage_%s"),
        "crumbs": [
            Link(_("Enquiries"), reverse("desk_enquiries", kwargs={"tenant": here(request).slug})),
            Link(found.what or str(found), ""),
        ],
    }


def _page(request: HttpRequest, found: Enquiry, **returned: Any) -> HttpResponse:
    """With a form that came back it is a 400."""
    context = _context(request, found, returned)
    return render(request, "desk/enquiries/enquiry.html", context, status=400 if returned else 200)


@require_safe
@never_cache
def enquiry(request: HttpRequest, tenant: str, enquiry_id: int) -> HttpResponse:
    return _page(request, _found(request, enquiry_id))


@require_POST
def answer(request: HttpRequest, tenant: str, reply_id: int) -> HttpResponse:
    """For the own organisation, or by the office for a provider that telephoned."""
    reply = queries.reply_at_desk(reply_id)
    require(request.user, "enquiries.reply.answer", reply)
    kind = request.POST.get("art", "")
    forms = forms_for(reply, kind, request.POST, mark=f"{reply.pk}_")
    if kind in forms and forms[kind].is_valid() and _answered(request, reply, kind, forms[kind]):
        messages.success(request, _("The answer is out."))
        return back(request, "desk_enquiry", enquiry_id=reply.enquiry_id)
    found = _found(request, reply.enquiry_id)
    return _page(request, found, **{f"answer{reply.pk}": forms, "kind": kind if kind in forms else "zusage"})


def _answered(request: HttpRequest, reply: Reply, kind: str, form: Any) -> bool:
    try:
        take_answer(reply, kind, form, request.user)
    except BadInput as error:
        form.add_error(None, error.message)
    return not form.errors


@require_POST
def take_back(request: HttpRequest, tenant: str, reply_id: int) -> HttpResponse:
    reply = queries.reply_at_desk(reply_id)
    require(request.user, "enquiries.reply.answer", reply)
    reason = request.POST.get("reason", "")[:500]
    answering.take_back(reply=reply, actor=request.user, reason=reason)
    return back(request, "desk_enquiry", enquiry_id=reply.enquiry_id)


@require_POST
def note(request: HttpRequest, tenant: str, enquiry_id: int) -> HttpResponse:
    found, form = _found(request, enquiry_id), NoteForm(request.POST)
    require(request.user, "enquiries.enquiry.help", found)
    if not form.is_valid():
        return _page(request, found, note=form)
    helping.write_note(enquiry=found, actor=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("The note is out."))
    return back(request, "desk_enquiry", enquiry_id=enquiry_id)


@require_POST
def add(request: HttpRequest, tenant: str, enquiry_id: int) -> HttpResponse:
    found, form = _found(request, enquiry_id), AddProviderForm(request.POST)
    require(request.user, "enquiries.enquiry.help", found)
    if form.is_valid() and _added(request, found, form):
        messages.success(request, _("The provider is being asked."))
        return back(request, "desk_enquiry", enquiry_id=enquiry_id)
    return _page(request, found, add=form)


def _added(request: HttpRequest, found: Enquiry, form: AddProviderForm) -> bool:
    offers = by_slugs([form.slug()])
    try:
        if not offers:
            raise BadInput(_("No public offer here has this address."))
        helping.add_provider(enquiry=found, offer=offers[0], actor=request.user)
    except BadInput as error:
        form.add_error("offer", error.message)
    return not form.errors


@require_POST
def close(request: HttpRequest, tenant: str, enquiry_id: int) -> HttpResponse:
    found, form = _found(request, enquiry_id), ReasonForm(request.POST, auto_id="id_ende_%s")
    require(request.user, "enquiries.enquiry.close", found)
    if not form.is_valid():
        return _page(request, found, close=form)
    helping.close_enquiry(enquiry=found, actor=request.user, reason=form.cleaned_data["reason"])
    return back(request, "desk_enquiry", enquiry_id=enquiry_id)


@require_POST
def call_off(request: HttpRequest, tenant: str, enquiry_id: int) -> HttpResponse:
    found, form = _found(request, enquiry_id), ReasonForm(request.POST, auto_id="id_absage_%s")
    _accepted(request, found)
    if not form.is_valid():
        return _page(request, found, call_off=form)
    deciding.call_off(enquiry=found, actor=request.user, reason=form.cleaned_data["reason"])
    return back(request, "desk_enquiry", enquiry_id=enquiry_id)


def _accepted(request: HttpRequest, found: Enquiry) -> Reply:
    """The accepted reply, if this person sees it. Raises NotFound."""
    for reply in _seen(request, found):
        if reply.state == ReplyState.ACCEPTED:
            return reply
    raise NotFound


@require_safe
@never_cache
def calendar(request: HttpRequest, tenant: str, enquiry_id: int) -> HttpResponse:
    town = here(request)
    return as_calendar(_accepted(request, _found(request, enquiry_id)), Portal(town, f"/{town.slug}"))
