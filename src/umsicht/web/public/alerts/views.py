"""Saving a search and its links: confirm, keep, end, see all. A GET looks; what happens, happens by POST."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.core.signing import BadToken
from umsicht.demand import contract
from umsicht.demand.contract import Asked
from umsicht.demand.domain import alerts
from umsicht.demand.domain import links as paths
from umsicht.demand.domain.alerts import MOST_SEARCHES
from umsicht.demand.interfaces.forms import CHANGED, AskForListForm, SaveSearchForm
from umsicht.demand.models import SavedSearch
from umsicht.demand.queries.alerts import by_uids, of_subscriber
from umsicht.notify.domain.links import UsedLink
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status, posted
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.alerts.own import act, rows

ACCEPT = ["GET", "HEAD", "POST"]


def _page(
    request: HttpRequest, template: str, values: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    portal = frame.portal_of(request)
    crumbs = [Link(_("Offers"), portal.url("angebote")), Link(title, "")]
    common = {"title": title, "most": MOST_SEARCHES, "root": paths.base(portal.tenant)}
    return frame.page(
        request,
        f"public/alerts/{template}.html",
        common | values,
        status=status,
        crumbs=crumbs,
        robots="noindex, nofollow",
    )


@require_http_methods(ACCEPT)
def save(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The form beside a search, and taking it in. The answer is the same whatever is known of the address."""
    never_cache(request)
    tenant = frame.portal_of(request).tenant
    asked = contract.read(tenant, request.GET.urlencode())
    form = SaveSearchForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _take(request, form, asked)
    values = {"asked": asked, "form": form, "feed": asked.url.replace("/angebote", "/angebote.atom", 1)}
    return _page(request, "save", values, title=_("Save the search"), status=form_status(form))


def _take(request: HttpRequest, form: SaveSearchForm, asked: Asked) -> HttpResponse:
    form.take(client_ip(request))
    tenant, chosen = frame.portal_of(request).tenant, form.cleaned_data
    alerts.keep(
        tenant=tenant,
        email=chosen["email"],
        asked=asked,
        frequency=chosen["frequency"],
        with_changed=chosen["what"] == CHANGED,
        language=get_language() or "de",
    )
    return HttpResponseRedirect(f"{paths.base(tenant)}/gesendet")


@require_safe
def sent(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """After each form, so that going back or reloading sends nothing twice."""
    return _page(request, "sent", {}, title=_("Please look into your mailbox"))


@require_http_methods(ACCEPT)
def confirm(request: HttpRequest, token: str, municipality: str = "") -> HttpResponse:
    texts = _Step(
        _("Confirm the search"),
        _("Yes, please tell me"),
        _("You will hear from us"),
        _("This search is confirmed already. There is nothing more to do."),
    )
    return _stepped(request, paths.CONFIRM, token, alerts.confirm, texts)


@require_http_methods(ACCEPT)
def renew(request: HttpRequest, token: str, municipality: str = "") -> HttpResponse:
    texts = _Step(
        _("Keep the search for another year"),
        _("Yes, another year"),
        _("Kept for another year"),
        _("This search is kept already. There is nothing more to do."),
    )
    return _stepped(request, paths.RENEW, token, alerts.renew, texts)


@dataclass(frozen=True)
class _Step:
    """What a link says: the question with its button, what came of it, and what was already."""

    title: str
    button: str
    done: str
    already: str


def _stepped(
    request: HttpRequest, purpose: str, token: str, take: Callable[..., SavedSearch], texts: _Step
) -> HttpResponse:
    never_cache(request)
    tenant = frame.portal_of(request).tenant
    try:
        if request.method == "POST":
            return _done(request, texts.done, take(token=token, tenant=tenant))
        values = {"searches": [alerts.linked(purpose, token, tenant)], "button": texts.button}
        return _page(request, "ask", values, title=texts.title)
    except BadToken as error:
        return _broken(request, error, done=texts.already)


@csrf_exempt
@require_http_methods(ACCEPT)
def off(request: HttpRequest, token: str, municipality: str = "") -> HttpResponse:
    """Asks on GET (mail scanners follow links), ends on POST; ending twice is fine.

    Exempt from the CSRF check: mail programs post here without a session (RFC 8058), and the signed token is the
    proof that the sender holds the mail.
    """
    never_cache(request)
    try:
        return _off(request, token)
    except BadToken as error:
        return _broken(request, error)


def _off(request: HttpRequest, token: str) -> HttpResponse:
    found = by_uids(paths.read_off(token))
    if request.method == "POST":
        alerts.switch_off(token=token)
    if request.method == "POST" or not found:
        return _done(request, _("The mails have ended"))
    values = {"searches": found, "button": _("Yes, end the mails"), "ending": True}
    return _page(request, "ask", values, title=_("No more mails?"))


def _done(request: HttpRequest, title: str, search: SavedSearch | None = None) -> HttpResponse:
    url = paths.page_of(search) if search else ""
    return _page(request, "done", {"search": search, "url": url}, title=title)


def _broken(request: HttpRequest, error: BadToken, done: str = "") -> HttpResponse:
    """A link that does nothing any more: says why, and how to go on."""
    was_used = isinstance(error, UsedLink) and bool(done)
    values = {"message": done if was_used else error.message, "was_used": was_used}
    return _page(request, "broken", values, title=_("This link has done its work"), status=error.status)


@require_http_methods(ACCEPT)
def ask_for_list(request: HttpRequest, municipality: str = "") -> HttpResponse:
    never_cache(request)
    tenant = frame.portal_of(request).tenant
    form = AskForListForm(posted(request))
    if request.method == "POST" and form.is_valid():
        form.take(client_ip(request))
        alerts.ask_for_list(tenant=tenant, email=form.cleaned_data["email"])
        return HttpResponseRedirect(f"{paths.base(tenant)}/gesendet")
    return _page(
        request,
        "ask_for_list",
        {"form": form},
        title=_("Saved searches"),
        status=form_status(form),
    )


@require_http_methods(ACCEPT)
def own(request: HttpRequest, token: str, municipality: str = "") -> HttpResponse:
    """All searches of an address, in all portals; the link to it works for a day."""
    never_cache(request)
    try:
        owner = alerts.owner_of(token, frame.portal_of(request).tenant)
    except BadToken as error:
        return _broken(request, error)
    found = of_subscriber(owner)
    if request.method == "POST":
        act(request.POST, found, actor=None)
        left = of_subscriber(owner) if owner.pk else []
        return HttpResponseRedirect(
            request.path if left else f"{paths.base(frame.portal_of(request).tenant)}/beendet"
        )
    return _page(request, "own", {"rows": rows(found), "email": owner.email}, title=_("Saved searches"))


@require_safe
def ended(request: HttpRequest, municipality: str = "") -> HttpResponse:
    return _page(request, "done", {}, title=_("The mails have ended"))
