"""Texts from the public that wait for a look, of all packages in one place: /desk/<tenant>/arbeit/texte.

    moderation.register(
        moderation.Texts(
            key="experiences",
            label=_("Experience with an offer"),
            permission="enquiries.experience.moderate",      # asked with the tenant
            figures=lambda request, tenant: panels.Figures(*queries.pending_figures()),   # one query
            items=items,        # (request, tenant, most) -> [Text(…)], oldest first; two queries
            accept=accept,      # (actor, tenant, subject): the text may stand or be shown
            reject=reject,      # (actor, tenant, subject, reason): it is not shown; the reason stands in the log
        )
    )

`accept` and `reject` are one domain call each, which asks the permission; an expected UmsichtError is told. A package whose
texts have no state of their own accepts by `notify.domain.work.let_stand` and leaves out `notify.queries.work.looked_at`.
The role "moderator" needs the permission too: these pages are what it is for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from umsicht.tenancy.models import Tenant
from umsicht.ui.nav import Text as Words
from umsicht.web.desk.panels import Figures


@dataclass(frozen=True)
class Text:
    """What somebody wrote: the words themselves, what they are about, when they came, facts that help to judge."""

    subject: int
    words: str
    about: Words
    since: dt.datetime
    url: str = ""
    facts: Sequence[tuple[Words, Any]] = field(default=())
    demo: bool = False


@dataclass(frozen=True)
class Texts:
    """`met_by` is a permission whose holders meet the text in another kind of work: for them it counts but once."""

    key: str
    label: Words
    permission: str
    figures: Callable[[HttpRequest, Tenant], Figures]
    items: Callable[[HttpRequest, Tenant, int], Sequence[Text]]
    accept: Callable[[Any, Tenant, int], object]
    reject: Callable[[Any, Tenant, int, str], object]
    order: int = 50
    met_by: str = ""


_sources: dict[str, Texts] = {}


def register(texts: Texts) -> None:
    _sources[texts.key] = texts


def sources_for(request: HttpRequest, tenant: Tenant) -> list[Texts]:
    """The kinds of texts that this person may judge here."""
    return [
        texts
        for texts in sorted(_sources.values(), key=lambda t: (t.order, t.key))
        if request.user.has_perm(texts.permission, tenant)
    ]
