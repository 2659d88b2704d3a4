"""Enquiries and experiences among the waiting work: what nobody answers, and words to be read before they are shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from umsicht.enquiries.domain.experiences import check_words
from umsicht.enquiries.enums import ShownState
from umsicht.enquiries.queries.desk import figures_to_answer, to_answer
from umsicht.enquiries.queries.experiences import (
    comment_of,
    experience_at_desk,
    waiting_figures,
    waiting_words,
)
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import panels

_TOWN = frozenset({TenantKind.MUNICIPALITY.value})


def register() -> None:
    panels.register_waiting(
        panels.Waiting(
            key="enquiries",
            permission="enquiries.enquiry.list",
            label=gettext_lazy("Enquiries without an answer"),
            figures=lambda request, tenant: panels.Figures(*figures_to_answer(request.user, tenant)),
            items=replies,
            late_after=dt.timedelta(days=7),
            order=15,
            kinds=_TOWN,
        )
    )
    panels.register_waiting(
        panels.Waiting(
            key="experiences",
            permission="enquiries.experience.check",
            label=gettext_lazy("Experiences to check"),
            figures=lambda request, tenant: panels.Figures(*waiting_figures()),
            items=words,
            actions=(panels.Action("show", gettext_lazy("Show"), "enquiries.experience.check", show_words),),
            order=25,
            kinds=_TOWN,
        )
    )


def replies(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=reply.pk,
            title=_("Enquiry without an answer"),
            url=reverse("desk_enquiry", kwargs={"tenant": tenant.slug, "enquiry_id": reply.enquiry_id}),
            since=reply.asked_at,
            rest=f": {reply.enquiry.what or reply.enquiry}",
            meta=reply.provider.name,
            due=reply.enquiry.answer_by,
            urgent=not reply.in_hand,
            action=pgettext("button", "Answer"),
            demo=reply.enquiry.is_demo,
        )
        for reply in to_answer(request.user, tenant)[:most]
    ]


def words(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=told.pk,
            title=_("Experience to check"),
            url=reverse("desk_experience", kwargs={"tenant": tenant.slug, "experience_id": told.pk}),
            since=told.created_at,
            rest=f": {told.offer.title}",
            action=_("Read"),
            demo=told.is_demo,
        )
        for told in waiting_words()[:most]
    ]


def show_words(actor: Any, subject: int, reason: str) -> None:
    """What waits of this experience: its own words, else the provider's comment."""
    told = experience_at_desk(subject)
    item = told if told.state == ShownState.WAITING else comment_of(told)
    if item is not None:
        check_words(item=item, step="show", actor=actor)
