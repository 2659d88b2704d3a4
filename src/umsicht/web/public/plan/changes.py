"""What the owner of a plan does with it: facts, offers in and out, dates, release, mail, deletion."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umsicht.accounts.lockout import client_ip
from umsicht.core import ratelimit
from umsicht.core.errors import BadInput, Conflict, UmsichtError
from umsicht.core.text import one_line
from umsicht.offers.models import Offer
from umsicht.offers.queries.offers import HIT_FIELDS, hits
from umsicht.offers.queries.wording import cost_summary, duration_text, grade_text
from umsicht.planning.domain import entries, plans
from umsicht.planning.domain.entries import FreeDay
from umsicht.planning.interfaces import wording
from umsicht.planning.interfaces.forms import ChangePlanForm, EntryForm, MailForm
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.planning.queries.fitting import fitting
from umsicht.planning.queries.plans import entry_of, offers_to_add, plan_for_editing
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.plan.private import private, trail
from umsicht.web.public.plan.start import asked_for
from umsicht.web.public.plan.values import plan_url
from umsicht.web.public.plan.views import plan_page

WRITES = ratelimit.Limit("planning.write", count=200, seconds=3600)
MAILS_TO = ratelimit.Limit("planning.mail_to", count=3, seconds=86_400)
ROBOTS = "noindex, nofollow"


def _held(request: HttpRequest, key: str) -> SchoolPlan:
    """The plan; each write to it is counted."""
    plan = plan_for_editing(key)
    if request.method == "POST":
        ratelimit.take(WRITES, str(plan.pk))
    return plan


def _to_plan(request: HttpRequest, key: str, more: str = "") -> HttpResponse:
    return HttpResponseRedirect(plan_url(frame.portal_of(request), key) + more)


def _draw(
    request: HttpRequest,
    key: str,
    plan: SchoolPlan,
    template: str,
    here: str,
    values: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    portal = frame.portal_of(request)
    crumbs = trail(portal, Link(wording.name(plan), plan_url(portal, key)), Link(here, ""))
    context = {"plan": plan, "name": wording.name(plan), "plan_url": plan_url(portal, key), **values}
    return frame.page(request, template, context, status=status, crumbs=crumbs, robots=ROBOTS)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def facts(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """Change what the plan is for."""
    plan = _held(request, key)
    if request.method != "POST":
        return _facts_page(request, key, plan, ChangePlanForm.of(plan))
    form = ChangePlanForm(request.POST, tenant=plan.tenant, plan=plan)
    return _change(request, key, plan, form) or _facts_page(request, key, plan, form, status=400)


def _change(request: HttpRequest, key: str, plan: SchoolPlan, form: ChangePlanForm) -> HttpResponse | None:
    """The answer to a form that could be stored, or came too late; None when it has to be shown again."""
    if not form.is_valid():
        return None
    try:
        plans.change_plan(plan=plan, facts=form.facts(), seen=form.cleaned_data["seen"])
    except Conflict as error:
        now = plan_for_editing(key)
        return _facts_page(request, key, now, ChangePlanForm.of(now), trouble=error)
    except BadInput as error:
        form.add_error(None, error.message)
        return None
    return _to_plan(request, key)


def _facts_page(
    request: HttpRequest,
    key: str,
    plan: SchoolPlan,
    form: ChangePlanForm,
    *,
    status: int = 200,
    trouble: UmsichtError | None = None,
) -> HttpResponse:
    values = {"form": form, "changed": trouble.message if trouble is not None else ""}
    code = trouble.status if trouble is not None else status
    return _draw(request, key, plan, "public/plan/facts.html", _("Details"), values, code)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def add(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """Offers that were chosen elsewhere, or found here by words; sending takes them in."""
    plan, offers = _held(request, key), offers_to_add(asked_for(request))
    if request.method != "POST":
        return _add_page(request, key, plan, offers)
    try:
        count = entries.add_offers(plan=plan, offers=offers)
    except BadInput as error:
        return _add_page(request, key, plan, offers, trouble=error.message)
    return _to_plan(request, key, f"?neu={count}#liste")


def _add_page(
    request: HttpRequest, key: str, plan: SchoolPlan, offers: list[Offer], *, trouble: str = ""
) -> HttpResponse:
    text = one_line(request.GET.get("q", ""))[:200]
    found = fitting(plan, text)
    values = {
        "offers": offers,
        "q": text,
        "trouble": trouble,
        "total": found.total,
        "hits": [_hit(row) for row in hits(found.ids, {plan.tenant_id}, fields=HIT_FIELDS)],
    }
    status = 400 if trouble else 200
    return _draw(request, key, plan, "public/plan/add.html", _("Take in offers"), values, status)


def _hit(row: dict[str, Any]) -> dict[str, Any]:
    facts = (
        grade_text(row["grade_from"], row["grade_to"]),
        duration_text(row["duration_minutes"]),
        cost_summary(row["costs"]),
    )
    return {**row, "facts": " · ".join(part for part in facts if part)}


@require_http_methods(["GET", "HEAD", "POST"])
@private
def entry(request: HttpRequest, municipality: str, key: str, entry_id: int) -> HttpResponse:
    """Give an offer its date, length and price."""
    plan = _held(request, key)
    held = entry_of(plan, entry_id)
    if request.method != "POST":
        return _entry_page(request, key, plan, held, EntryForm.of(held, plan))
    form = EntryForm(request.POST, entry=held, plan=plan)
    return _place(request, key, plan, held, form) or _entry_page(request, key, plan, held, form, status=400)


def _place(
    request: HttpRequest, key: str, plan: SchoolPlan, held: PlanEntry, form: EntryForm
) -> HttpResponse | None:
    """As _change(), for one entry."""
    if not form.is_valid():
        return None
    try:
        entries.place_entry(entry=held, placement=form.placement(), seen=form.cleaned_data["seen"])
    except Conflict as error:
        now = entry_of(plan, held.pk)
        return _entry_page(request, key, plan, now, EntryForm.of(now, plan), trouble=error)
    except BadInput as error:
        form.add_error("on_free_day" if isinstance(error, FreeDay) else None, error.message)
        return None
    return _to_plan(request, key, f"#e-{held.pk}")


def _entry_page(
    request: HttpRequest,
    key: str,
    plan: SchoolPlan,
    held: PlanEntry,
    form: EntryForm,
    *,
    status: int = 200,
    trouble: UmsichtError | None = None,
) -> HttpResponse:
    form.auto_id = f"e{held.pk}_%s"
    portal = frame.portal_of(request)
    values = {
        "entry": held,
        "form": form,
        "trouble": trouble.message if trouble is not None else "",
        "entry_url": plan_url(portal, key, f"eintrag/{held.pk}"),
    }
    code = trouble.status if trouble is not None else status
    return _draw(request, key, plan, "public/plan/entry.html", held.title, values, code)


@require_POST
@private
def remove(request: HttpRequest, municipality: str, key: str, entry_id: int) -> HttpResponse:
    plan = _held(request, key)
    entries.remove_entry(entry=entry_of(plan, entry_id))
    return _to_plan(request, key, "#liste")


@require_POST
@private
def release(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """Let the office see the plan, or not any more."""
    plan = _held(request, key)
    plans.release_plan(plan=plan, released=request.POST.get("freigabe") == "ja")
    return _to_plan(request, key, "#freigabe")


@require_POST
@private
def mail(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """Send the private address to oneself. Few per hour, and few to one mailbox."""
    plan, portal = _held(request, key), frame.portal_of(request)
    form = MailForm(request.POST, auto_id="mail_%s")
    if not form.is_valid():
        return plan_page(request, plan, portal, key, mail=form, status=400)
    email = form.cleaned_data["email"]
    form.take(client_ip(request))
    ratelimit.take(MAILS_TO, email.lower())
    plans.mail_address(plan=plan, url=plan_url(portal, key), email=email)
    return _to_plan(request, key, "?mail=ja#adresse")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """Asks once, then deletes at once."""
    plan = _held(request, key)
    if request.method != "POST":
        return _draw(request, key, plan, "public/plan/delete.html", _("Delete"), {})
    plans.delete_plan(plan=plan)
    return HttpResponseRedirect(frame.portal_of(request).url("jahresplan/geloescht"))
