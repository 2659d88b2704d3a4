"""Words of institutions and of providers among the texts from the public: shown, or not and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umsicht.enquiries.domain.experiences import check_words
from umsicht.enquiries.models import Experience, ExperienceComment
from umsicht.enquiries.queries.experiences import oldest_unread, unread_at_desk, unread_figures
from umsicht.tenancy.models import Tenant
from umsicht.ui.nav import Text as Words
from umsicht.web.desk import moderation, panels

Model = type[Experience | ExperienceComment]


def register() -> None:
    moderation.register(_texts("experiences", _("Experience with an offer"), Experience, order=20))
    moderation.register(_texts("comments", _("Reply of the provider"), ExperienceComment, order=21))


def _texts(key: str, label: Words, model: Model, *, order: int) -> moderation.Texts:
    def items(request: HttpRequest, tenant: Tenant, most: int) -> list[moderation.Text]:
        return [_text(request, tenant, words) for words in oldest_unread(model, most)]

    def accept(actor: Any, tenant: Tenant, subject: int) -> object:
        return check_words(item=unread_at_desk(model, subject), step="show", actor=actor)

    def reject(actor: Any, tenant: Tenant, subject: int, reason: str) -> object:
        return check_words(item=unread_at_desk(model, subject), step="hide", actor=actor, reason=reason)

    return moderation.Texts(
        key=key,
        label=label,
        permission="enquiries.experience.moderate",
        figures=lambda request, tenant: panels.Figures(*unread_figures(model)),
        items=items,
        accept=accept,
        reject=reject,
        order=order,
        met_by="enquiries.experience.check",
    )


def _text(request: HttpRequest, tenant: Tenant, words: Experience | ExperienceComment) -> moderation.Text:
    told = words if isinstance(words, Experience) else words.experience
    sees = request.user.has_perm("enquiries.experience.check", tenant)
    return moderation.Text(
        subject=words.pk,
        words=words.text,
        about=told.offer.title,
        since=words.created_at,
        url=reverse("desk_experience", kwargs={"tenant": tenant.slug, "experience_id": told.pk})
        if sees
        else "",
        demo=told.is_demo,
    )
