"""A plan at its private address, and at the one for showing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.planning.interfaces import wording
from umsicht.planning.interfaces.forms import MailForm
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.plans import plan_for_editing, plan_for_reading
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.plan import values
from umsicht.web.public.plan.private import private, trail


def plan_page(
    request: HttpRequest,
    plan: SchoolPlan,
    portal: Portal,
    key: str,
    *,
    mail: MailForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The private page; also the answer to a mail address that could not be used."""
    shared = values.of_plan(plan, portal, key=key)
    context = {
        **shared,
        **values.addresses(request, plan, portal, key),
        "can_edit": True,
        "enquiry_url": values.enquiry_url(portal, shared["reading"]),
        "mail_form": mail or MailForm(auto_id="mail_%s"),
        "mail_sent": request.GET.get("mail") == "ja",
        "added": request.GET.get("neu", ""),
    }
    crumbs = trail(portal, Link(wording.name(plan), ""))
    return frame.page(
        request, "public/plan/plan.html", context, status=status, crumbs=crumbs, robots="noindex, nofollow"
    )


@require_safe
@private
def plan(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    return plan_page(request, plan_for_editing(key), frame.portal_of(request), key)


@require_safe
@private
def view(request: HttpRequest, municipality: str, key: str) -> HttpResponse:
    """For reading: nothing here leads to the private address."""
    found, portal = plan_for_reading(key), frame.portal_of(request)
    context = {
        **values.of_plan(found, portal),
        "can_edit": False,
        "files_url": values.view_url(portal, found, "plan"),
    }
    crumbs = trail(portal, Link(_("Year plan for reading"), ""))
    return frame.page(request, "public/plan/view.html", context, crumbs=crumbs, robots="noindex, nofollow")
