"""The own account: overview, name and language, sign-ins, data, taking up an invitation."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umsicht.accounts.adapter import remember_language
from umsicht.accounts.domain import people, personal
from umsicht.accounts.domain import sessions as session_domain
from umsicht.accounts.interfaces.forms import EraseForm, NewPersonForm, ProfileForm
from umsicht.accounts.queries.factors import factors_of
from umsicht.accounts.queries.people import by_email
from umsicht.accounts.queries.sessions import sessions_of
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict
from umsicht.tenancy.domain import invitations, memberships
from umsicht.tenancy.queries.memberships import held_by, own_membership
from umsicht.web.account import nav
from umsicht.web.answers import form_status, person_of, posted


@login_required
@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "memberships": held_by(request.user),
        "factors": factors_of(person_of(request)),
        "pages": nav.pages(),
    }
    return render(request, "account/home.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = ProfileForm(
        posted(request), initial={"display_name": person.display_name, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        people.change_profile(actor=person, person=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("account_profile")
        remember_language(response, form.cleaned_data["language"])
        return response
    return render(request, "account/profile.html", {"form": form}, status=form_status(form))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language without an account too: for visitors it is a cookie, for people also a setting."""
    wanted = people.checked_language(request.POST.get("language", ""))
    if request.user.is_authenticated:
        people.change_profile(
            actor=request.user, person=request.user, display_name=request.user.display_name, language=wanted
        )
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(target if safe else "/")
    remember_language(response, wanted)
    return response


@login_required
@require_GET
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    rows = sessions_of(person_of(request), request.session.session_key or "")
    return render(request, "account/sessions.html", {"sessions": rows})


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    session_domain.end_session(actor=person_of(request), session_id=session_id)
    messages.success(request, _("This sign-in is over."))
    return redirect("account_sessions")


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    session_domain.end_other_sessions(actor=person_of(request), keep=request.session.session_key or "")
    messages.success(request, _("All other sign-ins are over."))
    return redirect("account_sessions")


@login_required
@require_GET
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "account/data.html", {"objections": personal.objections(person_of(request))})


@login_required
@require_POST
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    archive = personal.export_person(actor=person_of(request), person=person_of(request))
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = (
        f'attachment; filename="umsicht-meine-daten-{clock.today().isoformat()}.zip"'
    )
    response["Cache-Control"] = "no-store"
    return response


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required
def erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        person = person_of(request)
        personal.erase_person(actor=person, person=person)
        request.session.flush()
        request.user = AnonymousUser()
        return render(request, "account/erased.html")
    context = {"form": form, "objections": personal.objections(person_of(request))}
    return render(request, "account/erase.html", context, status=form_status(form))


@login_required
@require_POST
def leave(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = own_membership(request.user, membership_id)
    memberships.leave(actor=person_of(request), membership=membership)
    messages.success(request, _("You have given up this role."))
    return redirect("account_home")


@sensitive_post_parameters("password", "password_again")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation: signed in with one click, with an account after signing in, else by opening one."""
    offer = invitations.by_token(token)
    if request.user.is_authenticated:
        if request.method == "POST":
            membership = invitations.accept(actor=request.user, token=token)
            return redirect("desk_home", tenant=membership.tenant.slug)
        return render(request, "account/invitation.html", {"invitation": offer})
    if by_email(offer.email) is not None:
        return render(request, "account/invitation.html", {"invitation": offer, "sign_in_first": True})
    form = NewPersonForm(posted(request), email=offer.email)
    if request.method == "POST" and form.is_valid():
        return _open_account(request, token, form)
    context = {"invitation": offer, "form": form}
    return render(request, "account/invitation.html", context, status=form_status(form))


def _open_account(request: HttpRequest, token: str, form: NewPersonForm) -> HttpResponse:
    try:
        membership = invitations.accept_as_new_person(
            token=token,
            display_name=form.cleaned_data["display_name"],
            password=form.cleaned_data["password"],
            language=request.LANGUAGE_CODE,
        )
    except (BadInput, Conflict) as error:
        form.add_error(None, error.message)
        context = {"invitation": invitations.by_token(token), "form": form}
        return render(request, "account/invitation.html", context, status=error.status)
    target = reverse("desk_home", kwargs={"tenant": membership.tenant.slug})
    return perform_login(request, membership.user, redirect_url=target)
