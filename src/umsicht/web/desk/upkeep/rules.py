"""The tenant's rules of freshness, and back to the defaults."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from umsicht.core.access import require
from umsicht.ui.nav import Link
from umsicht.upkeep.domain.settings import change_rules, reset_rules
from umsicht.upkeep.interfaces.forms import RulesForm
from umsicht.upkeep.policy import DEFAULT, GAP_DAYS, Policy
from umsicht.upkeep.queries.policies import policy_of
from umsicht.web.answers import posted
from umsicht.web.desk.answers import back, form_status, here


@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, tenant: str) -> HttpResponse:
    """Whoever sees what falls due may see the rules; the coordinator changes them."""
    require(request.user, "upkeep.due.view", here(request))
    policy = policy_of(here(request))
    form = RulesForm(posted(request), policy=policy)
    if request.method == "POST" and form.is_valid():
        change_rules(tenant=here(request), actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Everything that is running was worked out anew."))
        return back(request, "desk_upkeep_rules")
    return render(
        request, "desk/upkeep/rules.html", _context(request, form, policy), status=form_status(form)
    )


def _context(request: HttpRequest, form: RulesForm, policy: Policy) -> dict[str, Any]:
    root = reverse("desk_upkeep", kwargs={"tenant": here(request).slug})
    return {
        "form": form,
        "may_change": request.user.has_perm("upkeep.rules.change", here(request)),
        "is_default": policy == DEFAULT,
        "gap": GAP_DAYS,
        "crumbs": [Link(_("Keep current"), root), Link(_("Rules of freshness"), "")],
    }


@require_POST
def reset(request: HttpRequest, tenant: str) -> HttpResponse:
    reset_rules(tenant=here(request), actor=request.user)
    messages.success(request, _("The defaults hold again."))
    return back(request, "desk_upkeep_rules")
