"""How often a person wants mails, and the unsubscribe link at the foot of some."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from umsicht.notify.domain import preferences as writes
from umsicht.notify.interfaces.forms import PreferenceForm
from umsicht.notify.queries.preferences import preferences_of
from umsicht.web.answers import form_status, posted


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    person = request.user
    form = PreferenceForm(posted(request), current=preferences_of(person))
    if request.method == "POST" and form.is_valid():
        writes.set_preferences(user=person, wanted=form.cleaned_data, actor=person)
        messages.success(request, _("Saved."))
        return redirect("account_notifications")
    return render(request, "account/notifications.html", {"form": form}, status=form_status(form))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks on GET (mail scanners follow links), acts on POST.

    Exempt from the CSRF check: mail programs post here without a session (RFC 8058), and the signed token is the
    proof that the sender holds the mail.
    """
    if request.method == "GET":
        context = {"subscription": writes.read_link(token)}
        return render(request, "account/unsubscribe.html", context)
    subscription = writes.unsubscribe(
        token=token, actor=request.user if request.user.is_authenticated else None
    )
    return render(request, "account/unsubscribed.html", {"subscription": subscription})
