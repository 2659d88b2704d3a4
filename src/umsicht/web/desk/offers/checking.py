"""The office's check: what is new field by field, comments at each, then publish or return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.offers.domain import versions
from umsicht.offers.domain.offers import FIELDS
from umsicht.offers.interfaces.desk_forms import CommentForm, ReturnForm
from umsicht.offers.models import FieldComment, Offer
from umsicht.offers.queries.hints import hints
from umsicht.offers.queries.twins import twins
from umsicht.offers.queries.working import Working, comment_at_desk, comments_of, differences, working
from umsicht.offers.version_procedure import clashes
from umsicht.web.desk.offers import preview, words
from umsicht.web.desk.offers.common import crumbs, offer_of, public_url, url, url_of_twin
from umsicht.web.desk.offers.steps import choices_of

_UNSAID = {"lat", "lon", "is_demo", "source", "area_key", "origin"}
"""Fields that follow from others or that nobody reads."""


@dataclass(frozen=True)
class Row:
    """One field: what is public, what is proposed, what was said about it."""

    name: str
    label: str
    before: str
    after: str
    comments: list[FieldComment]
    clash: bool = False


@require_safe
@never_cache
def check(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.publish")
    return page(request, working(offer))


def page(request: HttpRequest, work: Working, *, form: Any = None, status: int = 200) -> HttpResponse:
    context = _context(request, work) | {"form": form or ReturnForm()}
    return render(request, "desk/offers/check.html", context, status=status)


def _context(request: HttpRequest, work: Working) -> dict[str, Any]:
    comments = comments_of(work)
    files = preview.files_in_work(work)
    return {
        "work": work,
        "held": work.held,
        "rows": _rows(work, comments),
        "general": [comment for comment in comments if not comment.field],
        "new_files": [row for row in files if row.version_id is not None or not work.is_public],
        "dropped": len(work.version.dropped_files) if work.version is not None else 0,
        "hints": hints(work.offer, files),
        "twins": [(twin, url_of_twin(work.held, twin.pk)) for twin in twins(work.offer)],
        "can": {button.choice.name: button for button in choices_of(request, work)},
        "public_url": public_url(work.held),
        "crumbs": crumbs(request, work.held, _("Check")),
    }


def _rows(work: Working, comments: list[FieldComment]) -> list[Row]:
    """For a version only what differs; for a first entry everything that was said."""
    changed = clashes(work.version) if work.version is not None else []
    clashing = {clash.name for clash in changed}
    if work.version is not None:
        pairs = [(one.name, one.before, one.after) for one in differences(work.version)]
    else:
        names = [f.name for f in Offer._meta.concrete_fields if f.name in FIELDS]  # noqa: SLF001 - Django's public _meta
        pairs = [(name, None, getattr(work.offer, name)) for name in names]
    return [
        Row(
            name,
            words.label(name),
            words.word(work.held, name, before),
            words.word(work.held, name, getattr(after, "pk", after)),
            [comment for comment in comments if comment.field == name],
            name in clashing,
        )
        for name, before, after in pairs
        if name not in _UNSAID and (work.version is not None or after not in (None, "", []))
    ]


@require_POST
@never_cache
def comment(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.publish")
    form = CommentForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["feld"]
        versions.comment(offer=offer, actor=request.user, field=name, text=form.cleaned_data["text"])
        return redirect(f"{url(offer, 'desk_offer_check')}#f-{name or 'alles'}")
    messages.error(request, _("Please write a comment."))
    return redirect(url(offer, "desk_offer_check"))


@require_POST
def settle(request: HttpRequest, tenant: str, offer_id: int, comment_id: int) -> HttpResponse:
    """Done; back to where the person came from: the form or the check."""
    offer = offer_of(request, offer_id, "offers.offer.change")
    versions.settle_comment(comment=comment_at_desk(offer, comment_id), actor=request.user)
    step = request.POST.get("schritt", "")
    return redirect(
        url(offer, "desk_offer_edit", step=step) if step.isalpha() else url(offer, "desk_offer_check")
    )


@require_POST
@never_cache
def send_back(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.publish")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return page(request, working(offer), form=form, status=400)
    versions.send_back(offer=offer, actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Returned. The provider reads your reasons."))
    return redirect(url(offer))
