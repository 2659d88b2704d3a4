"""Who keeps an organisation: inviting and removing helpers, handing the organisation over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.directory.domain.handovers import propose_handover, settle
from umsicht.directory.domain.keepers import invite_keeper, remove_keeper, withdraw_invitation
from umsicht.directory.interfaces.forms import ReasonForm
from umsicht.directory.interfaces.keeper_forms import HandOverForm, InviteKeeperForm
from umsicht.directory.models import Organisation
from umsicht.directory.queries.handovers import open_of
from umsicht.directory.queries.invitations import invitation_to, keeper
from umsicht.directory.queries.keeping import keepers_of, kept_by
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.directory.queries.quality import hints_for
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.directory import TenantFilter, tenants
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import organisation_url
from umsicht.web.desk.directory.steps import Step, take


@require_safe
@never_cache
def kept(request: HttpRequest, tenant: str) -> HttpResponse:
    """ "My organisation": straight to the only one, a choice for those who keep several."""
    require(request.user, "directory.kept.list", here(request))
    found = list(kept_by(request.user, here(request)))
    if len(found) == 1:
        return redirect(organisation_url(request, found[0].pk))
    items = [(item, len(hints_for(item, item.contact_points.all()))) for item in found]
    return render(request, "desk/directory/kept.html", {"items": items})


def _managed(request: HttpRequest, organisation_id: int) -> Organisation:
    organisation = organisation_at_desk(organisation_id)
    require(request.user, "directory.keeper.manage", organisation)
    return organisation


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    organisation = _managed(request, organisation_id)
    office = request.user.has_perm("directory.organisation.publish", organisation)
    form = InviteKeeperForm(
        posted(request), office=office, main_first=office and not keepers_of(organisation)
    )

    def write(given: dict[str, Any]) -> None:
        email, helper = given["email"], form.is_delegate
        invite_keeper(organisation=organisation, actor=request.user, email=email, is_delegate=helper)

    step = Step("invited", _("Invite somebody"), _("Invite"), _("The invitation is on its way."))
    return take(request, organisation, form, step, write)


@require_POST
def uninvite(request: HttpRequest, tenant: str, organisation_id: int, invitation_id: int) -> HttpResponse:
    organisation = _managed(request, organisation_id)
    invitation = invitation_to(organisation, invitation_id)
    withdraw_invitation(organisation=organisation, invitation=invitation, actor=request.user)
    messages.success(request, _("The invitation was withdrawn."))
    return redirect(organisation_url(request, organisation.pk))


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, organisation_id: int, membership_id: int) -> HttpResponse:
    organisation = _managed(request, organisation_id)
    found = keeper(organisation, membership_id)

    def write(given: dict[str, Any]) -> None:
        remove_keeper(organisation=organisation, membership=found, actor=request.user, reason=given["reason"])

    done = _("%(name)s keeps it no longer.") % {"name": found.user}
    step = Step("unkept", _("Remove somebody"), _("Remove"), done, lead=str(found.user))
    return take(request, organisation, ReasonForm(posted(request)), step, write)


def _receivers(tenant: Tenant) -> list[Tenant]:
    """Municipalities that take part, other than this one."""
    found = tenants(TenantFilter(kind="municipality", state="active"))
    return [item for item in found if item.pk != tenant.pk]


@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    organisation = organisation_at_desk(organisation_id)
    require(request.user, "directory.handover.propose", organisation)
    office = request.user.has_perm("directory.organisation.publish", organisation)
    form = HandOverForm(posted(request), tenants=_receivers(here(request)), office=office)

    def write(given: dict[str, Any]) -> None:
        propose_handover(organisation=organisation, actor=request.user, **form.as_call())

    done = _("The other side was asked by mail. Nothing changes before it accepts.")
    return take(
        request, organisation, form, Step("handed", _("Hand over"), _("Ask the other side"), done), write
    )


@require_POST
def withdraw(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    organisation = organisation_at_desk(organisation_id)
    handover = open_of(organisation)
    if handover is not None:
        settle(handover=handover, name="withdraw", actor=request.user)
        messages.success(request, _("The hand-over was withdrawn."))
    return redirect(organisation_url(request, organisation.pk))
