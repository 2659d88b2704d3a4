"""The state office's list of those who take part, and its groups."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umsicht.core.access import require
from umsicht.core.errors import NotFound, UmsichtError
from umsicht.core.paging import paginate
from umsicht.tenancy.domain import groups as group_domain
from umsicht.tenancy.domain import tenants as tenant_domain
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.interfaces.forms import GroupForm, ReasonForm, TenantFilterForm
from umsicht.tenancy.queries import directory
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.tables import tenants_table

PAGE = 50


def _ask(request: HttpRequest, permission: str) -> None:
    """Only the state office has these pages; elsewhere they do not exist."""
    if not here(request).is_state:
        raise NotFound
    require(request.user, permission, here(request))


@require_GET
@never_cache
def tenants(request: HttpRequest, tenant: str) -> HttpResponse:
    _ask(request, "tenancy.tenant.list")
    form = TenantFilterForm(request.GET, districts=directory.districts())
    page = paginate(
        directory.tenants(directory.TenantFilter(**form.chosen())), request.GET.get("seite"), size=PAGE
    )
    counts = directory.coordinators_per_tenant(row.pk for row in page)
    context = {"form": form, "page": page, "table": tenants_table(request, page, counts)}
    return render(request, "desk/tenants.html", context)


@require_GET
@never_cache
def tenant_page(request: HttpRequest, tenant: str, slug: str) -> HttpResponse:
    _ask(request, "tenancy.tenant.list")
    return _page(request, slug, ReasonForm())


@require_POST
def activate(request: HttpRequest, tenant: str, slug: str) -> HttpResponse:
    _ask(request, "tenancy.tenant.manage")
    row = tenant_domain.activate(actor=request.user, tenant=directory.tenant_at_desk(slug))
    messages.success(request, _("%(name)s takes part now. Its portal is open.") % {"name": row.name})
    return back(request, "desk_tenant", slug=slug)


@require_POST
def deactivate(request: HttpRequest, tenant: str, slug: str) -> HttpResponse:
    _ask(request, "tenancy.tenant.manage")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, form)
    row = tenant_domain.deactivate(
        actor=request.user, tenant=directory.tenant_at_desk(slug), reason=form.cleaned_data["reason"]
    )
    messages.success(
        request, _("The portal of %(name)s is closed. Its desk stays open.") % {"name": row.name}
    )
    return back(request, "desk_tenant", slug=slug)


def _page(request: HttpRequest, slug: str, form: ReasonForm) -> HttpResponse:
    row = directory.tenant_at_desk(slug)
    context = {
        "row": row,
        "coordinators": directory.coordinators_per_tenant([row.pk])[row.pk],
        "form": form,
        "may_manage": request.user.has_perm("tenancy.tenant.manage", here(request)),
    }
    return render(request, "desk/tenant.html", context, status=form_status(form))


@require_GET
@never_cache
def groups(request: HttpRequest, tenant: str) -> HttpResponse:
    _ask(request, "tenancy.tenant.list")
    may_manage = request.user.has_perm("tenancy.group.manage", here(request))
    return render(request, "desk/groups.html", {"groups": directory.groups(), "may_manage": may_manage})


@never_cache
@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest, tenant: str) -> HttpResponse:
    _ask(request, "tenancy.group.manage")
    form = GroupForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            group = group_domain.create_group(actor=request.user, **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The group %(name)s was founded.") % {"name": group.name})
            return back(request, "desk_groups")
    return render(request, "desk/group.html", {"form": form}, status=form_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, tenant: str, slug: str) -> HttpResponse:
    _ask(request, "tenancy.group.manage")
    row = directory.tenant_at_desk(slug, TenantKind.GROUP)
    members = "\n".join(sorted(directory.member_slugs(row)))
    form = GroupForm(posted(request), initial={"name": row.name, "slug": row.slug, "members": members})
    if request.method == "POST" and form.is_valid():
        try:
            group_domain.change_group(actor=request.user, group=row, **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved."))
            return back(request, "desk_groups")
    return render(request, "desk/group.html", {"form": form, "group": row}, status=form_status(form))
