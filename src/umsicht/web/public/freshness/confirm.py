"""The page behind the link of a reminder: what is due, one button that confirms it, fields that correct it. No account.

Looking changes nothing, since mail scanners open links too. The link is the key, so there is neither stamp nor trap here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.core import ratelimit, signing
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.notify.domain import links
from umsicht.ui.nav import Link
from umsicht.upkeep.domain.answers import answer_by_link, of_link
from umsicht.upkeep.domain.reminding import PURPOSE
from umsicht.upkeep.interfaces.answer_form import AnswerForm
from umsicht.upkeep.models import Reminder
from umsicht.upkeep.queries.due import due_of
from umsicht.upkeep.queries.policies import policy_of
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame

LIMIT = ratelimit.Limit("upkeep.confirm", count=120, seconds=3600)


def _reminder(request: HttpRequest, token: str) -> Reminder:
    """Of this town only. Raises BadToken and its kind, NotFound."""
    link = links.look(PURPOSE, token)
    if link.tenant_id != frame.portal_of(request).tenant.pk:
        raise NotFound
    return of_link(link)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """What is due of one provider, and its answer."""
    never_cache(request)
    ratelimit.take(LIMIT, client_ip(request))
    try:
        reminder = _reminder(request, token)
        return _answer(request, reminder, token) if request.method == "POST" else _page(request, reminder)
    except signing.BadToken as error:
        return _no_use(request, error)


def _form(reminder: Reminder, request: HttpRequest | None = None) -> AnswerForm:
    due = due_of(reminder.provider, policy_of(reminder.tenant))
    return AnswerForm(request.POST if request else None, due=due)


def _page(
    request: HttpRequest,
    reminder: Reminder,
    form: AnswerForm | None = None,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    form = form or _form(reminder)
    values = {"provider": reminder.provider, "form": form, "problem": problem}
    crumbs = [Link(_("Confirm entries"), "")]
    template = "public/freshness/confirm.html" if form.due else "public/freshness/nothing_due.html"
    response = frame.page(request, template, values, status=status, crumbs=crumbs, robots="noindex")
    # The address of this page is a key and goes to no other site. Stricter ("no-referrer") would make browsers send the
    # form with "Origin: null", which the check against forged requests refuses.
    response["Referrer-Policy"] = "same-origin"
    return response


def _answer(request: HttpRequest, reminder: Reminder, token: str) -> HttpResponse:
    form = _form(reminder, request)
    if not form.is_valid():
        return _page(request, reminder, form, status=400)
    try:
        done = answer_by_link(token=token, answer=form.answer())
    except Conflict as error:
        return _page(request, reminder, status=409, problem=error.message)
    except BadInput as error:
        return _page(request, reminder, form, status=400, problem=error.message)
    portal = frame.portal_of(request)
    return HttpResponseRedirect(f"{portal.url('bestaetigen/danke')}?n={done.confirmed}&e={done.ended}")


def _no_use(request: HttpRequest, error: signing.BadToken) -> HttpResponse:
    """Used up, expired or broken: what happened, and what to do now."""
    used = isinstance(error, links.UsedLink)
    values = {"used": used, "message": error.message, "office": frame.publisher_of(frame.portal_of(request))}
    crumbs = [Link(_("Confirm entries"), "")]
    return frame.page(
        request,
        "public/freshness/no_use.html",
        values,
        status=410 if used or isinstance(error, signing.ExpiredToken) else 404,
        crumbs=crumbs,
        robots="noindex",
    )


@require_safe
def thanks(request: HttpRequest, municipality: str) -> HttpResponse:
    """After the answer, so that going back or reloading sends nothing twice."""
    values = {name: _count(request.GET.get(key)) for name, key in (("confirmed", "n"), ("ended", "e"))}
    crumbs = [Link(_("Confirm entries"), "")]
    return frame.page(request, "public/freshness/thanks.html", values, crumbs=crumbs, robots="noindex")


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0
