"""Behind the link that a department gets: its contribution to a report. No account is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umsicht.core import ratelimit
from umsicht.core.errors import NotFound, UmsichtError
from umsicht.reporting.domain import contributions as domain
from umsicht.reporting.interfaces.forms import AnswerForm
from umsicht.ui.nav import Link
from umsicht.web.answers import for_state_too, posted
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.enquiries.base import private

SAVED = "gespeichert"
STEPS = ratelimit.Limit("reporting.contribution", count=60, seconds=3600)


@for_state_too
@require_http_methods(["GET", "POST"])
def contribute(request: HttpRequest, token: str, municipality: str) -> HttpResponse:
    """Write or change it as long as the report is open. Raises BadToken, ExpiredToken, NotFound (also for another town's)."""
    never_cache(request)
    one = domain.by_link(token)
    portal = frame.portal_of(request)
    if one.tenant_id != portal.tenant.pk:
        raise NotFound
    form = AnswerForm(posted(request), held=one)
    status = _sent(form, token)
    if status == 0:
        return private(redirect(f"{request.path}?{SAVED}=1"))
    title = _("Your contribution")
    values = {
        "one": one,
        "form": form,
        "title": title,
        "done": SAVED in request.GET and not form.is_bound and one.answered_at is not None,
        "is_taken": one.taken_at is not None and one.report.state in domain.AT_WORK,
        "is_open": one.taken_at is None and one.report.state in domain.AT_WORK,
    }
    crumbs = [Link(_("Reports"), portal.url("berichte")), Link(title, "")]
    page = frame.page(
        request, "public/reports/contribute.html", values, status=status, current="reports", crumbs=crumbs,
        robots="noindex", path=portal.url("berichte"),
    )  # fmt: skip
    return private(page)


def _sent(form: AnswerForm, token: str) -> int:
    """0 when it was written, 200 when nothing was sent, else the status of what stood against it."""
    if not form.is_bound:
        return 200
    ratelimit.take(STEPS, token)
    if not form.is_valid():
        return 400
    try:
        domain.answer(token=token, text=form.cleaned_data["text"])
    except UmsichtError as error:
        form.add_error(None, error.message)
        return error.status
    return 0
