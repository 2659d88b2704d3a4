"""What waits for a person at the desk: a dry run to look at, decisions about records of a source, offers gone at theirs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.exchange.domain import vanishing
from umsicht.exchange.queries import imports as queries
from umsicht.exchange.queries import sources
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import day
from umsicht.web.desk import panels

_TOWNS = frozenset({TenantKind.MUNICIPALITY.value})
_DECIDE = "exchange.question.decide"


def register() -> None:
    for waiting in (
        panels.Waiting(
            "imports",
            "exchange.import.view",
            label=gettext_lazy("Lists to import"),
            figures=lambda request, tenant: panels.Figures(*queries.waiting_figures()),
            items=imports,
            order=45,
            kinds=_TOWNS,
        ),
        panels.Waiting(
            "matching",
            _DECIDE,
            label=gettext_lazy("Entries to match"),
            figures=lambda request, tenant: panels.Figures(*sources.question_figures()),
            items=questions,
            order=46,
            kinds=_TOWNS,
        ),
        panels.Waiting(
            "gone",
            _DECIDE,
            label=gettext_lazy("Gone at their source"),
            figures=lambda request, tenant: panels.Figures(*sources.gone_figures()),
            items=gone,
            actions=(panels.Action("archive", gettext_lazy("Archive"), _DECIDE, archive_gone),),
            order=47,
            kinds=_TOWNS,
        ),
    ):
        panels.register_waiting(waiting)


def imports(_request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=run.pk,
            title=_("List to import"),
            url=reverse("desk_import", kwargs={"tenant": tenant.slug, "import_id": run.pk}),
            since=run.created_at,
            rest=f": {run.source.name}",
            meta=_("%(state)s since %(day)s")
            % {"state": run.get_state_display(), "day": day(clock.local(run.created_at))},
        )
        for run in queries.waiting(most)
    ]


def questions(_request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=question.pk,
            title=_("Matching"),
            url=reverse("desk_question", kwargs={"tenant": tenant.slug, "question_id": question.pk}),
            since=question.created_at,
            rest=f": {question.title}",
            meta=f"{question.get_kind_display()} · {question.source.name}",
            action=_("Decide"),
        )
        for question in sources.oldest_questions(most)
    ]


def gone(_request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=link.pk,
            title=_("Gone at its source"),
            url=reverse("desk_gone", kwargs={"tenant": tenant.slug}),
            since=link.changed_at,
            rest=f": {link}",
            meta=link.source.name,
            action=_("Decide"),
        )
        for link in sources.oldest_gone(most)
    ]


def archive_gone(actor: Any, subject: int, reason: str) -> object:
    return vanishing.decide(link=sources.link_at_desk(subject), actor=actor, name="archive", reason=reason)
