"""The list of one's own saved searches, the same by a mailed link and in the account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core.errors import BadInput, NotFound
from umsicht.demand.domain import alerts
from umsicht.demand.domain import links as paths
from umsicht.demand.interfaces.forms import CHANGED, NEW, SearchSettings
from umsicht.demand.models import SavedSearch
from umsicht.demand.queries.alerts import of_email
from umsicht.web.account import nav
from umsicht.web.answers import person_of

nav.register(
    nav.AccountPage(
        gettext_lazy("Saved searches"),
        "account_alerts",
        gettext_lazy("Which new offers we tell you of by mail."),
        60,
    )
)


@dataclass(frozen=True)
class Row:
    search: SavedSearch
    title: str
    url: str
    form: SearchSettings


def rows(found: Iterable[SavedSearch]) -> list[Row]:
    made = []
    for search in found:
        form = SearchSettings(
            initial={"frequency": search.frequency, "what": CHANGED if search.with_changed else NEW},
            auto_id=f"s{search.pk}_%s",
        )
        made.append(Row(search, search.title, paths.page_of(search), form))
    return made


def act(sent: QueryDict, found: Sequence[SavedSearch], *, actor: Any) -> None:
    """Change or end one of these searches, as a button of the list says. Raises NotFound for any other, BadInput."""
    search = next((search for search in found if search.uid.hex == sent.get("search")), None)
    if search is None:
        raise NotFound
    if "end" in sent:
        alerts.end(search=search, actor=actor)
        return
    form = SearchSettings(sent)
    if not form.is_valid():
        raise BadInput(_("This choice does not exist."))
    chosen = form.cleaned_data
    alerts.change(
        search=search, frequency=chosen["frequency"], with_changed=chosen["what"] == CHANGED, actor=actor
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Searches saved with the address one signs in with."""
    found = of_email(person_of(request).email)
    if request.method == "POST":
        act(request.POST, found, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("account_alerts")
    return render(request, "account/alerts.html", {"rows": rows(found)})
