"""The provider's own page at the desk: what is due of its offers, confirmed with one click."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core.access import require
from umsicht.directory.models import Organisation
from umsicht.directory.queries.keeping import kept_by
from umsicht.ui.nav import Link
from umsicht.upkeep.domain.answers import answer_at_desk
from umsicht.upkeep.interfaces.answer_form import AnswerForm
from umsicht.upkeep.queries.due import due_counts, due_of, provider_at_desk
from umsicht.upkeep.queries.policies import policy_of
from umsicht.web.answers import posted
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.upkeep.answers import Taken, take, told


@require_safe
@never_cache
def own(request: HttpRequest, tenant: str) -> HttpResponse:
    """Straight to the only organisation one keeps; a choice for people with several."""
    require(request.user, "upkeep.own.list", here(request))
    kept = list(kept_by(request.user, here(request)))
    if len(kept) == 1:
        return redirect("desk_upkeep_own_answer", tenant=tenant, provider_id=kept[0].pk)
    counts = due_counts(here(request), kept, policy_of(here(request)))
    rows = [(provider, counts.get(provider.pk, 0)) for provider in kept]
    return render(request, "desk/upkeep/own.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, tenant: str, provider_id: int) -> HttpResponse:
    provider = provider_at_desk(provider_id)
    require(request.user, "upkeep.answer.give", provider)
    policy = policy_of(here(request))
    form = AnswerForm(posted(request), due=due_of(provider, policy))
    taken = take(
        form,
        lambda: answer_at_desk(provider=provider, answer=form.answer(), actor=request.user),
        lambda: AnswerForm(None, due=due_of(provider, policy)),
    )
    if taken.done is None:
        return _page(request, provider, taken)
    messages.success(request, told(taken.done))
    return back(request, "desk_home")


def _page(request: HttpRequest, provider: Organisation, taken: Taken) -> HttpResponse:
    root = reverse("desk_upkeep_own", kwargs={"tenant": here(request).slug})
    context = {
        "provider": provider,
        "form": taken.form,
        "problem": taken.problem,
        "crumbs": [Link(_("Confirm entries"), root), Link(provider.name, "")],
    }
    return render(request, "desk/upkeep/own_answer.html", context, status=taken.status)
