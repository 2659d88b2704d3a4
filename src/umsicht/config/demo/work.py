"""Waiting work of the demo: error reports, one of them taken over, web addresses that lead nowhere, mails in own words.

All addresses end in .example, so nothing is said about anybody's real website.
"""

from __future__ import annotations

import datetime as dt

from django_scopes import scope

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.notify.domain import wording
from umsicht.notify.domain.work import assign
from umsicht.offers.domain.reports import report_error
from umsicht.offers.enums import OfferState, ReportField
from umsicht.offers.models import FieldReport, Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.enums import LinkFinding
from umsicht.upkeep.models import CheckedLink, LinkPlace

EDITOR = "redaktion-chemnitz@example.org"
REPORTS = (
    (
        ReportField.CONTACT,
        "Unter der Nummer meldet sich niemand mehr. Auf dem Anrufbeantworter steht eine neue.",
        12,
    ),
    (ReportField.COSTS, "Wir haben letzte Woche 4 Euro je Kind gezahlt, nicht 3 Euro.", 3),
    (ReportField.OTHER, "Der Kurs findet jetzt im Nachbarhaus statt, zweiter Eingang.", 0),
)
LINKS = (
    ("https://kurse.medienwerkstatt-demo.example/anmeldung", LinkFinding.BROKEN, 404, "", 9),
    (
        "https://www.lichtblick-demo.example",
        LinkFinding.MOVED,
        200,
        "https://lichtblick-demo.example/start",
        0,
    ),
    ("https://suchthilfe-demo.example/programm.pdf", LinkFinding.FAILING, None, "", 1),
)
SIGNATURE = "Mit freundlichen Grüßen\nGeschäftsstelle des Kriminalpräventiven Rates (Demo)"
ANSWERED = {"subject": "Danke für Ihren Hinweis zu „{offer}“", "before": "schön, dass Sie so genau hinsehen."}


def fill(tenant: Tenant) -> int:
    """Returns how many records it made; a second run makes none."""
    with scope(tenant=tenant):
        return _reports(tenant) + _links(tenant) + _words(tenant)


def _reports(tenant: Tenant) -> int:
    offers = Offer.objects.filter(is_demo=True, state=OfferState.PUBLISHED).select_related("tenant")
    made = 0
    for offer, (field, text, days) in zip(offers.order_by("pk")[: len(REPORTS)], REPORTS, strict=False):
        if FieldReport.objects.filter(text=text).exists():
            continue
        report = report_error(offer=offer, field=field, text_sent=text)
        report.created_at -= dt.timedelta(days=days)
        report.save(update_fields=["created_at"])
        made += 1
        person = User.objects.filter(email=EDITOR).first()
        if made == 1 and person is not None:
            assign(actor=person, tenant=tenant, kind="reports", subject=report.pk, to=person)
    return made


def _links(tenant: Tenant) -> int:
    providers = list(Organisation.objects.filter(is_demo=True).order_by("pk")[: len(LINKS)])
    made = 0
    for organisation, (url, finding, status, moved_to, days) in zip(providers, LINKS, strict=False):
        since = clock.today() - dt.timedelta(days=days) if days else None
        link, new = CheckedLink.objects.get_or_create(
            tenant=tenant,
            url=url,
            defaults={
                "finding": finding,
                "status": status,
                "problem": "" if status else "timeout",
                "moved_to": moved_to,
                "failures": min(days, 9),
                "failing_since": since,
                "failed_on": since,
                "checked_at": clock.now(),
                "check_on": clock.today() + dt.timedelta(days=7),
            },
        )
        if new:
            LinkPlace.objects.create(
                tenant=tenant,
                link=link,
                record="directory.Organisation",
                record_id=organisation.pk,
                field="Internetseite",
                title=organisation.name,
            )
        made += new
    return made


def _words(tenant: Tenant) -> int:
    kept = [
        wording.write(actor=None, tenant=tenant, key="", language="de", words={"closing": SIGNATURE}),
        wording.write(actor=None, tenant=tenant, key="offers.report_answered", language="de", words=ANSWERED),
    ]
    return sum(row is not None for row in kept)
