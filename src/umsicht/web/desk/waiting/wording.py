"""Settings: the mails of the office in its own words, with a look at them before they are kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import Conflict
from umsicht.notify.catalogue import MessageType
from umsicht.notify.domain import delivery, wording
from umsicht.notify.domain.rendering import Rendered
from umsicht.notify.domain.rendering import render as render_mail
from umsicht.notify.interfaces.wording import WordingForm, language_of, placeholders
from umsicht.notify.queries import wording as queries
from umsicht.notify.queries.wording import EVERY, FIELDS
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk.answers import here
from umsicht.web.desk.mails.views import MAIL_POLICY

ALL = "alle"
"""The word in the address for the lines under every mail."""


class Page:
    """What the address asks for: message, language, form."""

    def __init__(self, request: HttpRequest, key: str, data: Any = None) -> None:
        self.request, self.word = request, key
        self.kind: MessageType | None = None if key == ALL else queries.editable_type(key)
        self.key = EVERY if self.kind is None else self.kind.key
        self.language = language_of(request.GET.get("sprache"))
        self.versions = queries.versions(here(request), self.key, self.language)
        self.form = WordingForm(data, kind=self.kind, row=self.versions[0] if self.versions else None)

    def rendered(self) -> Rendered:
        """The mail with the words of the form, filled with the message's sample."""
        kind = self.kind or queries.editable()[0]
        signature = queries.current(here(self.request)).get((EVERY, self.language))
        return render_mail(
            kind,
            next(iter(kind.samples.values())),
            language=self.language,
            tenant=here(self.request),
            has_account=True,
            unsubscribe_url=delivery.unsubscribe_url(kind, "jemand@example.org"),
            wording=self.form.wording(signature.closing if signature else ""),
        )

    def address(self, name: str = "desk_mail_wording", **more: str) -> str:
        url = reverse(name, kwargs={"tenant": here(self.request).slug, "key": self.word})
        return f"{url}?{urlencode({'sprache': self.language, **more})}"

    def context(self) -> dict[str, Any]:
        form = self.form
        tried = form.cleaned_data if form.is_bound and form.is_valid() else {}
        tenant = here(self.request)
        return {
            "current": "mails",
            "may_change": self.request.user.has_perm("notify.wording.change", tenant),
            "shown": self,
            "form": form,
            "mail": self.rendered(),
            "tried": bool(tried),
            "frame_url": self.address("desk_mail_wording_html", **tried),
            "placeholders": placeholders(self.kind),
            "languages": [(code, name, code == self.language) for code, name in settings.LANGUAGES],
            "versions": self.versions,
            "crumbs": [
                Link(_("Mails"), reverse("desk_mail_wordings", kwargs={"tenant": tenant.slug})),
                Link(str(self.kind.title) if self.kind else _("Lines under every mail"), ""),
            ],
        }


@require_safe
@never_cache
def overview(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "notify.wording.view", here(request))
    own = {key for key, _language in queries.current(here(request))}
    context = {
        "current": "mails",
        "may_change": request.user.has_perm("notify.wording.change", here(request)),
        "kinds": [(kind, kind.key in own) for kind in queries.editable()],
        "signature_is_own": EVERY in own,
    }
    return render(request, "desk/waiting/wordings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no address arguments
def edit(request: HttpRequest, tenant: str, key: str) -> HttpResponse:
    """The form and the mail it makes. "Preview" shows it without keeping anything."""
    require(request.user, "notify.wording.view", here(request))
    page = Page(request, key, request.POST if request.method == "POST" else None)
    if request.method == "POST" and page.form.is_valid() and "preview" not in request.POST:
        return _keep(page, page.form.cleaned_data)
    status = 200 if "preview" in request.POST and page.form.is_valid() else form_status(page.form)
    return render(request, "desk/waiting/wording.html", page.context(), status=status)


def _keep(page: Page, words: dict[str, str]) -> HttpResponse:
    request = page.request
    try:
        wording.write(
            actor=request.user, tenant=here(request), key=page.key, language=page.language, words=words
        )
    except Conflict as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(page.address())


@require_safe
@never_cache
@xframe_options_sameorigin
def html(request: HttpRequest, tenant: str, key: str) -> HttpResponse:
    """The HTML of the mail alone, in a sandbox; words that are to be tried stand in the address."""
    require(request.user, "notify.wording.view", here(request))
    tried = request.GET if set(FIELDS) & set(request.GET) else None
    response = HttpResponse(Page(request, key, tried).rendered().html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@require_POST
def reset(request: HttpRequest, tenant: str, key: str) -> HttpResponse:
    """Back to our words."""
    require(request.user, "notify.wording.change", here(request))
    return _keep(Page(request, key), {})


@require_POST
def restore(request: HttpRequest, tenant: str, key: str, number: int) -> HttpResponse:
    """An earlier version becomes the newest."""
    require(request.user, "notify.wording.change", here(request))
    page = Page(request, key)
    row = queries.version(here(request), page.key, page.language, number)
    return _keep(page, {name: getattr(row, name) for name in FIELDS})
