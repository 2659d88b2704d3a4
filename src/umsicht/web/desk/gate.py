"""Who gets through to the desk: signed in, with a role there, and with a second factor where that is required."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from umsicht.accounts.queries.factors import has_second_factor
from umsicht.tenancy.models import Tenant


def bar(request: HttpRequest, tenant: Tenant | None) -> HttpResponseBase | None:
    """None lets the person in; a redirect sends her to sign in or to set up a second factor.

    Raises Http404 for a tenant in which she has no role: that it has a desk is none of her business.
    `tenant` None is a page of the desk outside all tenants (the choice of a desk, the pages of who runs the instance).
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if tenant is not None and not request.user.has_perm("tenancy.desk.enter", tenant):
        raise Http404
    if not settings.REQUIRE_MFA or has_second_factor(request.user):
        return None
    messages.warning(request, _("The desk needs a second factor. Please set one up; it takes two minutes."))
    return redirect("mfa_index")
