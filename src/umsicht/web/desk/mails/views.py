"""Every message with its sample, as text and as the HTML a mail program shows; and what the outbox is doing."""

from __future__ import annotations

from dataclasses import dataclass

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import Conflict, NotFound
from umsicht.core.paging import paginate
from umsicht.notify.catalogue import MessageType, all_types
from umsicht.notify.domain import delivery
from umsicht.notify.domain.rendering import Rendered
from umsicht.notify.domain.rendering import render as render_message
from umsicht.notify.interfaces.forms import SampleForm
from umsicht.notify.queries.outbox import failed_mails, figures, mail_by_id
from umsicht.tenancy.queries.tenants import state_office

MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups"
)


@require_safe
@never_cache
@login_required
def catalogue(request: HttpRequest) -> HttpResponse:
    require(request.user, "notify.catalogue.view", None)
    context = {
        "types": all_types(),
        "figures": figures(),
        "failed": paginate(failed_mails(), request.GET.get("seite"), size=20),
    }
    return render(request, "desk/mails/catalogue.html", context)


@dataclass(frozen=True)
class Shown:
    """Which message, case and language the address asks for."""

    kind: MessageType
    case: str
    language: str
    form: SampleForm

    def rendered(self) -> Rendered:
        return render_message(
            self.kind,
            self.kind.samples[self.case],
            language=self.language,
            tenant=state_office(),
            has_account=True,
            unsubscribe_url=delivery.unsubscribe_url(self.kind, "jemand@example.org"),
        )


@require_safe
@never_cache
@login_required
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no address arguments
def message(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "notify.catalogue.view", None)
    shown = _shown(request, key)
    context = {
        "shown": shown,
        "mail": shown.rendered(),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/mails/message.html", context)


@require_safe
@never_cache
@login_required
@xframe_options_sameorigin
def html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part alone, in a sandbox: mails need inline style, which the site's own pages never allow."""
    require(request.user, "notify.catalogue.view", None)
    response = HttpResponse(_shown(request, key).rendered().html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@require_POST
@login_required
def send_again(request: HttpRequest, mail_id: int) -> HttpResponse:
    try:
        delivery.send_again(mail=mail_by_id(mail_id), actor=request.user)
    except Conflict:
        messages.warning(request, _("This mail can't be sent again."))
    else:
        messages.success(request, _("The mail waits for the next attempt."))
    return redirect("ops_mails")


def _shown(request: HttpRequest, key: str) -> Shown:
    kind = next((kind for kind in all_types() if kind.key == key), None)
    if kind is None:
        raise NotFound
    form = SampleForm(request.GET, cases=kind.samples)
    language, case = form.chosen()
    return Shown(kind, case if case in kind.samples else next(iter(kind.samples)), language, form)
