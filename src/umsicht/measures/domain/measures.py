"""Writes to measures: entering, changing, moving from state to state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.core.text import slugify
from umsicht.core.transitions import apply
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, shown_changed
from umsicht.measures.models import Measure, Status
from umsicht.measures.transitions import MEASURE
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

FIELDS = frozenset(
    {
        "title", "summary", "cause", "evidence", "evidence_text", "lead", "lead_text", "problem_fields", "districts",
        "budget_cents", "funding_source", "funded_until", "origin_kind", "origin_ref", "origin_text", "origin_on",
        "starts_on", "ends_on", "result", "result_on", "is_public", "is_demo", "source",
    }
)  # fmt: skip
LONG = {
    "summary": MaxLengthValidator(1500),
    "cause": MaxLengthValidator(1500),
    "evidence_text": MaxLengthValidator(1500),
    "result": MaxLengthValidator(3000),
}


@transaction.atomic
def create_measure(
    *,
    tenant: Tenant,
    actor: Any,
    title: str,
    code: str = "",
    proposed_on: dt.date | None = None,
    **values: Any,
) -> Measure:
    """A measure somebody proposes (on `proposed_on`, else today). Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    measure = Measure(tenant=tenant, title=title, **values)
    require(actor, "measures.measure.change", measure)
    wanted = slugify(code or title, max_length=55) or "massnahme"
    measure.code = (
        wanted if code else free_slug(wanted, lambda slug: Measure.objects.filter(code=slug).exists())
    )
    _check(measure)
    measure.save(force_insert=True)
    Status.objects.create(
        tenant=tenant, measure=measure, state=measure.state, on=proposed_on or clock.today()
    )
    journal.record(
        "measures.measure.create", measure, actor=actor, after={"title": title, "code": measure.code}
    )
    shown_changed(tenant)
    return measure


@transaction.atomic
def change_measure(*, measure: Measure, actor: Any, reason: str = "", stamp: str = "", **values: Any) -> bool:
    """Set what differs; False when nothing does.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS)
    require(actor, "measures.measure.change", measure)
    changed = amend(
        measure, values, "measures.measure.change", actor=actor, stamp=stamp, reason=reason, check=_check
    )
    if changed:
        shown_changed(measure.tenant)
    return bool(changed)


@transaction.atomic
def move(*, measure: Measure, step: str, actor: Any, reason: str = "", on: dt.date | None = None) -> None:
    """Take a step of the procedure, counted from a day that has come and is not before the state that holds.

    Raises BadInput for such a day, TransitionDenied, and NotFound for an unknown step.
    """
    hold(measure)
    if on is not None:
        last = Status.objects.filter(measure=measure, taken_back=False).order_by("-pk").first()
        if on > clock.today():
            raise BadInput(_("This day has not come yet."))
        if last is not None and on < last.on:
            raise BadInput(
                _("The state before it began only later: %(day)s.") % {"day": f"{last.on:%d.%m.%Y}"}
            )
    counts = step in MEASURE and "on" in MEASURE[step].inputs
    data = {"on": on} if on is not None and counts else {}
    apply(measure, step, actor=actor, reason=reason, **data)


def _check(measure: Measure) -> None:
    """Raises BadInput: days in order, codes known, everything of this town."""
    tenant = measure.tenant
    known_fields = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD)
    known_districts = {place.key for place in atlas(tenant).districts}
    checks = {
        "problem_fields": lambda codes: _known(codes, known_fields),
        "districts": lambda keys: _known(keys, known_districts),
    }
    checked(measure, LONG | checks)
    if measure.starts_on and measure.ends_on and measure.ends_on < measure.starts_on:
        raise BadInput(_("It can't end before it begins."))
    if measure.lead is not None and measure.lead.tenant_id != tenant.pk:
        raise BadInput(_("Organisation and measure belong to different municipalities."))
    if measure.result and measure.result_on is None:
        raise BadInput(_("Please say as of which day the result is."))
    if measure.state == "completed" and not measure.result:
        raise BadInput(_("A completed measure keeps its result."))


def _known(codes: list[str], known: Any) -> None:
    """Raises ValidationError for a code that does not exist, or comes twice."""
    if (
        not isinstance(codes, list)
        or len(set(codes)) < len(codes)
        or any(code not in known for code in codes)
    ):
        raise ValidationError(_("Please choose from the list."))
