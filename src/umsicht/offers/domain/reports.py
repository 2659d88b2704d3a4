"""Reports of errors in offers: taken from anybody, worked on by the office, forgotten in time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, text
from umsicht.core.errors import BadInput
from umsicht.notify.domain.sending import notify_each
from umsicht.offers.enums import OfferState, ReportField
from umsicht.offers.models import FieldReport, Offer
from umsicht.tenancy.queries.memberships import office_of

KEEP_CLOSED = dt.timedelta(days=180)
KEEP_OPEN = dt.timedelta(days=730)
MAX_TEXT = 1000


@transaction.atomic
def report_error(
    *, offer: Offer, field: str, text_sent: str, email: str = "", actor: None = None
) -> FieldReport:
    """Take a report on a published offer; the office is told by mail and inbox. Anybody may do this (actor None).

    The journal names the field only: a visitor's words and address stay in the report. Raises BadInput.
    """
    words = text.clean(text_sent)
    unclear = field not in ReportField.values or (field == ReportField.OTHER and not words)
    if unclear or len(words) > MAX_TEXT:
        raise BadInput(_("Please say what is wrong, in at most %(most)s characters.") % {"most": MAX_TEXT})
    if offer.state != OfferState.PUBLISHED:
        raise BadInput(_("This offer is not public."))
    report = FieldReport(
        tenant=offer.tenant, offer=offer, field=field, text=words, email=email.strip(), created_at=clock.now()
    )
    report.save(force_insert=True)
    journal.record("offers.report.receive", report, actor=actor, after={"field": field})
    notify_each(
        office_of(offer.tenant),
        message="offers.report_received",
        tenant=offer.tenant,
        context={
            "offer": offer.title,
            "field": str(ReportField(field).label),
            "url": f"/desk/{offer.tenant.slug}/meldungen/{report.pk}",
        },
    )
    return report


@transaction.atomic
def forget_old(now: dt.datetime | None = None) -> int:
    """Delete closed reports after six months and open ones after two years; run daily by the worker."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    reports = FieldReport.objects.with_scopes_disabled()
    old = reports.filter(closed_at__lt=now - KEEP_CLOSED) | reports.filter(created_at__lt=now - KEEP_OPEN)
    count, _by_model = old.delete()
    return int(count)
