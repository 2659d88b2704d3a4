"""Members and invitations of a tenant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.errors import UmsichtError
from umsicht.core.paging import paginate
from umsicht.tenancy.domain import invitations, memberships
from umsicht.tenancy.interfaces.exports import member_columns, member_rows
from umsicht.tenancy.interfaces.forms import ChangeRoleForm, EndForm, InviteForm, MemberFilterForm
from umsicht.tenancy.queries.memberships import (
    filtered,
    invitation_at_desk,
    members_of,
    membership_at_desk,
    open_invitations,
)
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import back, csv_file, here
from umsicht.web.desk.organisations import choices
from umsicht.web.desk.tables import members_table

PAGE = 25


@require_GET
@never_cache
def members(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.member.view", here(request))
    form = MemberFilterForm(request.GET)
    page = paginate(filtered(members_of(here(request)), **form.chosen()), request.GET.get("seite"), size=PAGE)
    may_manage = request.user.has_perm("tenancy.member.manage", here(request))
    context = {
        "form": form,
        "page": page,
        "table": members_table(request, page, may_manage=may_manage),
        "may_manage": may_manage,
        "may_export": request.user.has_perm("tenancy.member.export", here(request)),
        "query": request.GET.urlencode(),
    }
    extra = {"invitations": list(open_invitations(here(request))), "now": clock.now()} if may_manage else {}
    return render(request, "desk/members.html", context | extra)


@require_GET
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.member.export", here(request))
    found = filtered(members_of(here(request)), **MemberFilterForm(request.GET).chosen())
    return csv_file(csvsafe.write(member_columns(), member_rows(found)), _("members"), here(request))


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.member.manage", here(request))
    form = InviteForm(posted(request), organisations=choices())
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(actor=request.user, tenant=here(request), **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            email = form.cleaned_data["email"]
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": email})
            return back(request, "desk_members")
    return render(request, "desk/invite.html", {"form": form}, status=form_status(form))


@require_POST
def resend(request: HttpRequest, tenant: str, invitation_id: int) -> HttpResponse:
    invitation = invitation_at_desk(invitation_id)
    invitations.resend(actor=request.user, invitation=invitation)
    messages.success(request, _("The invitation was sent again. The old link no longer works."))
    return back(request, "desk_members")


@require_POST
def revoke(request: HttpRequest, tenant: str, invitation_id: int) -> HttpResponse:
    invitations.revoke(actor=request.user, invitation=invitation_at_desk(invitation_id))
    messages.success(request, _("The invitation was withdrawn."))
    return back(request, "desk_members")


@require_GET
@never_cache
def member(request: HttpRequest, tenant: str, membership_id: int) -> HttpResponse:
    require(request.user, "tenancy.member.manage", here(request))
    return _member_page(request, membership_id)


@require_POST
def change(request: HttpRequest, tenant: str, membership_id: int) -> HttpResponse:
    membership = membership_at_desk(membership_id)
    require(request.user, "tenancy.member.manage", membership)
    form = ChangeRoleForm(request.POST, organisations=choices())
    if form.is_valid():
        try:
            memberships.change_membership(actor=request.user, membership=membership, **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The role was changed."))
            return back(request, "desk_members")
    return _member_page(request, membership_id, change_form=form)


@require_POST
def end(request: HttpRequest, tenant: str, membership_id: int) -> HttpResponse:
    membership = membership_at_desk(membership_id)
    require(request.user, "tenancy.member.manage", membership)
    form = EndForm(request.POST, prefix="ende")
    if form.is_valid():
        try:
            memberships.end_membership(actor=request.user, membership=membership, **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The role was ended."))
            return back(request, "desk_members")
    return _member_page(request, membership_id, end_form=form)


def _member_page(request: HttpRequest, membership_id: int, **forms: Any) -> HttpResponse:
    membership = membership_at_desk(membership_id)
    organisations = choices()
    initial = {"role": membership.role, "organisation_id": membership.organisation_id}
    context = {
        "membership": membership,
        "organisation": dict(organisations).get(membership.organisation_id or 0, ""),
        "is_over": membership.is_over_on(clock.today()),
        "change_form": ChangeRoleForm(initial=initial, organisations=organisations),
        "end_form": EndForm(prefix="ende"),
    } | forms
    return render(request, "desk/member.html", context, status=400 if forms else 200)
