"""The enquirer's private page: all replies, and the steps that only the enquirer can take."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import ratelimit
from umsicht.enquiries.domain import deciding
from umsicht.enquiries.domain.telling import PAGE
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.interfaces.forms import AnswerForm, ReasonForm
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.enquiries.queries import public, wording
from umsicht.ui.markup import tag
from umsicht.web.public import frame
from umsicht.web.public.enquiries.base import as_calendar, show, to

STEPS = ratelimit.Limit("enquiries.own", count=60, seconds=3600)
RENEW = ratelimit.Limit("enquiries.renew", count=3, seconds=86_400)
KINDS = {
    ReplyState.PROPOSED: "good",
    ReplyState.ACCEPTED: "good",
    ReplyState.DECLINED: "closed",
    ReplyState.QUESTION: "warn",
    ReplyState.ASKED: "open",
}


def _mine(request: HttpRequest, token: str) -> Enquiry:
    """Raises BadToken for a forged, expired or revoked address; NotFound for another town's."""
    portal = frame.portal_of(request)
    return public.enquiry_of(public.read_link(PAGE, token, portal.tenant).subject)


def _reply(reply: Reply, answers: dict[int, Any]) -> dict[str, Any]:
    return {
        "reply": reply,
        "tag": tag(reply.get_state_display(), KINDS.get(ReplyState(reply.state), "")),
        "proposal": wording.proposal(reply) if reply.starts_at and reply.state != ReplyState.DECLINED else [],
        "form": answers.get(reply.pk) or AnswerForm(auto_id=f"id_{reply.pk}_%s")
        if reply.state == ReplyState.QUESTION
        else None,
    }


def _values(found: Enquiry, answers: dict[int, Any]) -> dict[str, Any]:
    agreed = public.accepted_in(found)
    return {
        "enquiry": found,
        "matter": wording.matter(found),
        "contact": wording.contact(found),
        "rows": [_reply(reply, answers) for reply in found.replies.all() if reply.asked_at],
        "notes": [remark for remark in found.remarks.all() if remark.kind == "note"],
        "agreed": agreed,
        "agreed_facts": wording.proposal(agreed) if agreed else [],
        "is_open": found.state == EnquiryState.OPEN,
        "is_agreed": found.state == EnquiryState.AGREED,
    }


def _page(request: HttpRequest, found: Enquiry, token: str, **returned: Any) -> HttpResponse:
    """`returned`: forms that came back, `answers` by reply or `reason`; then it is a 400."""
    own = {
        "token_url": frame.portal_of(request).url(f"anfrage/meine/{token}"),
        "reason": returned.get("reason") or ReasonForm(),
        "just": request.GET.get("neu") == "1",
    }
    values = _values(found, returned.get("answers", {})) | own
    return show(request, "own", values, title=_("Your enquiry"), status=400 if returned else 200)


@require_safe
def own(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    return _page(request, _mine(request, token), token)


@require_POST
def accept(request: HttpRequest, municipality: str, token: str, reply_id: int) -> HttpResponse:
    found = _mine(request, token)
    deciding.accept(reply=public.reply_in(found, reply_id))
    return to(frame.portal_of(request), f"meine/{token}")


@require_POST
def answer(request: HttpRequest, municipality: str, token: str, reply_id: int) -> HttpResponse:
    found, form = _mine(request, token), AnswerForm(request.POST, auto_id=f"id_{reply_id}_%s")
    reply = public.reply_in(found, reply_id)
    if not form.is_valid():
        return _page(request, found, token, answers={reply_id: form})
    ratelimit.take(STEPS, str(found.pk))
    deciding.answer_question(reply=reply, text=form.cleaned_data["text"])
    return to(frame.portal_of(request), f"meine/{token}")


@require_POST
def withdraw(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    deciding.withdraw(enquiry=_mine(request, token))
    return to(frame.portal_of(request), f"meine/{token}")


@require_POST
def call_off(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    found, form = _mine(request, token), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, token, reason=form)
    deciding.call_off(enquiry=found, reason=form.cleaned_data["reason"])
    return to(frame.portal_of(request), f"meine/{token}")


@require_POST
def renew(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """All addresses of this page stop working; the new one comes by mail, so the person ends at the "look into your mailbox"."""
    found = _mine(request, token)
    ratelimit.take(RENEW, str(found.pk))
    deciding.renew_page(enquiry=found)
    return to(frame.portal_of(request), "gesendet?link=1")


@require_safe
def calendar(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    found = _mine(request, token)
    reply = public.reply_in(found, getattr(public.accepted_in(found), "pk", 0))
    return as_calendar(reply, frame.portal_of(request))
