"""Texts from the public that wait for a look: let them stand, or refuse them with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import UmsichtError
from umsicht.core.paging import paginate_list
from umsicht.core.text import truncate
from umsicht.notify.domain.work import let_stand
from umsicht.notify.interfaces.work import VerdictForm, marked
from umsicht.offers.queries import reports
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import moderation, panels
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.moderation import Text, Texts
from umsicht.web.desk.reports.views import discard

PAGE, MOST = 20, 200


@dataclass(frozen=True)
class Row:
    source: Texts
    text: Text

    @property
    def key(self) -> str:
        return f"{self.source.key}:{self.text.subject}"


def _rows(request: HttpRequest, tenant: Tenant, sources: list[Texts], most: int) -> list[Row]:
    """All that waits, the oldest first."""
    found = [Row(source, text) for source in sources for text in source.items(request, tenant, most)]
    return sorted(found, key=lambda row: (row.text.since, row.key))[:most]


@require_safe
@never_cache
def texts(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "notify.texts.moderate", here(request))
    rows = _rows(request, here(request), moderation.sources_for(request, here(request)), MOST)
    context = {
        "page": paginate_list(rows, request.GET.get("seite"), size=PAGE),
        "form": VerdictForm(),
        "may_see_log": request.user.has_perm("tenancy.audit.view", here(request)),
        "may_moderate": True,
    }
    return render(request, "desk/waiting/texts.html", context)


@require_POST
def judge(request: HttpRequest, tenant: str) -> HttpResponse:
    """One text: "annehmen" lets it stand, "ablehnen" wants a reason."""
    require(request.user, "notify.texts.moderate", here(request))
    form = VerdictForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(next(iter(form.errors.values()))[0]))
    else:
        _judge(request, form)
    return back(request, "desk_texts")


def _judge(request: HttpRequest, form: VerdictForm) -> None:
    known = {source.key: source for source in moderation.sources_for(request, here(request))}
    things = marked([form.cleaned_data["text"]])
    source = known.get(things[0][0]) if things else None
    try:
        if source is None:
            messages.warning(request, _("This does not wait any more."))
        elif form.cleaned_data["urteil"] == "annehmen":
            source.accept(request.user, here(request), things[0][1])
            messages.success(request, _("The text may stand."))
        else:
            source.reject(request.user, here(request), things[0][1], form.cleaned_data["grund"])
            messages.success(request, _("The text was refused."))
    except UmsichtError as error:
        messages.warning(request, error.message or _("This could not be done."))


# ---- as a kind of waiting work ---------------------------------------------------------------------------


def _as_work(request: HttpRequest, tenant: Tenant) -> list[Texts]:
    """The kinds of texts that this person meets nowhere else."""
    return [
        source
        for source in moderation.sources_for(request, tenant)
        if not source.met_by or not request.user.has_perm(source.met_by, tenant)
    ]


def figures(request: HttpRequest, tenant: Tenant) -> panels.Figures:
    """Over all kinds of texts; one query each."""
    found = [source.figures(request, tenant) for source in _as_work(request, tenant)]
    days = [one.oldest for one in found if one.oldest is not None]
    return panels.Figures(sum(one.count for one in found), min(days) if days else None)


def items(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    """One entry for each kind of text: they are judged on a page of their own, in one go."""
    url = reverse("desk_texts", kwargs={"tenant": tenant.slug})
    return [
        panels.Item(
            subject=row.text.subject,
            title=_("Look at a text"),
            url=f"{url}#{row.source.key}-{row.text.subject}",
            since=row.text.since,
            rest=f": {truncate(row.text.words, 60)}",
            meta=f"{row.source.label}, {row.text.about}",
            demo=row.text.demo,
        )
        for row in _rows(request, tenant, _as_work(request, tenant), most)
    ]


# ---- error reports ---------------------------------------------------------------------------------------


def report_texts(request: HttpRequest, tenant: Tenant, most: int) -> list[Text]:
    return [
        Text(
            subject=report.pk,
            words=report.text,
            about=report.offer.title,
            since=report.created_at,
            url=reverse("desk_report", kwargs={"tenant": tenant.slug, "report_id": report.pk})
            if request.user.has_perm("offers.report.view", tenant)
            else "",
            facts=((_("What is wrong"), report.get_field_display()),),
            demo=report.offer.is_demo,
        )
        for report in reports.unseen(most)
    ]


def let_report_stand(actor: Any, tenant: Tenant, subject: int) -> object:
    report = reports.report_at_desk(subject)
    return let_stand(actor=actor, tenant=tenant, kind=reports.LOOKS, subject=report.pk)


def register() -> None:
    moderation.register(
        moderation.Texts(
            key="reports",
            label=gettext_lazy("Error report"),
            permission="offers.report.moderate",
            figures=lambda request, tenant: panels.Figures(*reports.unseen_figures()),
            items=report_texts,
            accept=let_report_stand,
            reject=discard,
            met_by="offers.report.view",
        )
    )
