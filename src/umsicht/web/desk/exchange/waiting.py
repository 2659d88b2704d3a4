"""What waits for a person at the desk: a dry run to look at, decisions about duplicates, offers gone at a source."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.exchange.queries import imports as queries
from umsicht.exchange.queries.sources import gone_count, open_questions
from umsicht.tenancy.models import Tenant
from umsicht.ui.lists import Todo
from umsicht.ui.markup import day
from umsicht.web.desk import panels


def register() -> None:
    panels.register_waiting(panels.Waiting("imports", "exchange.import.view", imports, order=45))
    panels.register_waiting(panels.Waiting("matching", "exchange.question.decide", decisions, order=46))


def imports(_request: HttpRequest, tenant: Tenant) -> list[Todo]:
    found = []
    for run in queries.waiting(panels.SHOWN):
        url = reverse("desk_import", kwargs={"tenant": tenant.slug, "import_id": run.pk})
        found.append(
            Todo(
                title=_("List to import"),
                url=url,
                rest=f": {run.source.name}",
                meta=_("%(state)s since %(day)s")
                % {"state": run.get_state_display(), "day": day(clock.local(run.created_at))},
                action=_("Look"),
                action_url=url,
            )
        )
    return found


def decisions(_request: HttpRequest, tenant: Tenant) -> list[Todo]:
    found = []
    asked, gone = open_questions(), gone_count()
    if asked:
        url = reverse("desk_questions", kwargs={"tenant": tenant.slug})
        text = ngettext(
            "%(count)s entry may be here already", "%(count)s entries may be here already", asked
        ) % {"count": asked}
        found.append(Todo(title=_("Matching"), url=url, rest=f": {text}", action=_("Decide"), action_url=url))
    if gone:
        url = reverse("desk_gone", kwargs={"tenant": tenant.slug})
        text = ngettext(
            "%(count)s offer is gone at its source", "%(count)s offers are gone at their source", gone
        ) % {"count": gone}
        found.append(Todo(title=_("Matching"), url=url, rest=f": {text}", action=_("Decide"), action_url=url))
    return found
