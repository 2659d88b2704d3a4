"""A provider answers by the link in its mail, without an account. Looking changes nothing; an answer uses the link up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core.errors import BadInput
from umsicht.core.signing import BadToken
from umsicht.enquiries.domain import answering
from umsicht.enquiries.domain.by_link import with_link
from umsicht.enquiries.domain.telling import ANSWER, CALENDAR
from umsicht.enquiries.enums import ReplyState
from umsicht.enquiries.interfaces.forms import DeclineForm, ProposalForm, QuestionForm
from umsicht.enquiries.models import Reply
from umsicht.enquiries.queries import public, wording
from umsicht.web.public import frame
from umsicht.web.public.enquiries.base import as_calendar, show, to

KINDS = ("zusage", "absage", "frage")


def forms_for(reply: Reply, kind: str = "", data: Any = None, mark: str = "") -> dict[str, Any]:
    """The three ways to answer; the one that was sent is bound. `mark` keeps the ids of several replies apart."""

    def bound(name: str) -> Any:
        return data if kind == name else None

    forms: dict[str, Any] = {
        "zusage": ProposalForm(bound("zusage"), reply=reply, auto_id=f"id_{mark}zu_%s"),
        "absage": DeclineForm(bound("absage"), auto_id=f"id_{mark}ab_%s"),
    }
    if reply.state == ReplyState.ASKED:
        forms["frage"] = QuestionForm(bound("frage"), auto_id=f"id_{mark}fr_%s")
    return forms


def take_answer(reply: Reply, kind: str, form: Any, actor: Any) -> None:
    """One of the three answers, from a valid form. Raises BadInput, TransitionDenied, Conflict, NotAllowed."""
    if kind == "zusage":
        answering.propose(reply=reply, actor=actor, **form.values())
    elif kind == "absage":
        answering.decline(reply=reply, actor=actor, **form.cleaned_data)
    else:
        answering.ask_back(reply=reply, actor=actor, **form.cleaned_data)


def _page(request: HttpRequest, reply: Reply, forms: dict[str, Any], kind: str = "") -> HttpResponse:
    """With a `kind` one of the forms came back: a 400."""
    values = {
        "reply": reply,
        "enquiry": reply.enquiry,
        "offers": [offer.title for offer in reply.offers.all()],
        "matter": wording.matter(reply.enquiry),
        "thread": list(reply.remarks.all()),
        "forms": forms,
        "kind": kind,
        "open": reply.state in {ReplyState.ASKED, ReplyState.QUESTION},
    }
    status = 400 if kind else 200
    return show(request, "answer", values, title=_("Answer an enquiry"), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """The enquiry and three forms: yes with a proposal, no, a question."""
    portal = frame.portal_of(request)
    reply = public.reply_of(public.read_link(ANSWER, token, portal.tenant).subject)
    if request.method != "POST":
        return _page(request, reply, forms_for(reply))
    kind = request.POST.get("art", "")
    forms = forms_for(reply, kind, request.POST)
    if kind in forms and forms[kind].is_valid() and _sent(reply, kind, forms[kind], token):
        return to(portal, f"geantwortet?art={kind}")
    return _page(request, reply, forms, kind if kind in forms else "zusage")


def _sent(reply: Reply, kind: str, form: Any, token: str) -> bool:
    """Use the link up and answer, or neither; what the domain refuses stands in the form."""
    try:
        with_link(ANSWER, token, partial(take_answer, reply, kind, form, None))
    except BadToken:
        raise
    except BadInput as error:
        form.add_error(None, error.message)
    return not form.errors


@require_safe
def answered(request: HttpRequest, municipality: str) -> HttpResponse:
    kind = request.GET.get("art", "")
    return show(request, "answered", {"kind": kind if kind in KINDS else ""}, title=_("Answer an enquiry"))


@require_safe
def calendar(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """The agreed date for the provider's calendar. The link may be used again: calendars fetch it more than once."""
    portal = frame.portal_of(request)
    reply = public.reply_of(public.read_link(CALENDAR, token, portal.tenant).subject)
    return as_calendar(reply, portal)
