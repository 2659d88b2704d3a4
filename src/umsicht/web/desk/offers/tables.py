"""The table of the lists, and the same rows for files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.offers.models import Offer
from umsicht.offers.queries.freshness import clocks
from umsicht.offers.queries.wording import age_text, cost_summary, grade_text
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import day, pick, tag
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.offers.common import public_url, state_tag, url, version_tag


def offers_table(request: HttpRequest, offers: Iterable[Offer], sort: str) -> Table:
    """Each row begins with a box, so that one step can be taken for many."""

    def rows() -> Iterator[list[Any]]:
        for offer in offers:
            mark = format_html(" {}", tag("Demo")) if offer.is_demo else ""
            link = format_html('<a href="{}">{}</a>{}', url(offer), offer.title, mark)
            words = _("Choose: %(title)s") % {"title": offer.title}
            yield [
                pick("angebot", offer.pk, words, link),
                offer.provider.name,
                _states(offer),
                offer.edited_on,
                _confirmed(offer),
            ]

    columns = [
        Column(_("Offer"), sort="titel"),
        Column(_("Provider"), sort="anbieter"),
        Column(_("State"), sort="stand"),
        Column(_("Edited"), sort="bearbeitet"),
        Column(_("Confirmed"), sort="bestaetigt"),
    ]
    return Table(
        _("Offers"), columns, rows(), sorted_by=sort or "titel", query=request.GET, caption_hidden=True
    )


def _states(offer: Offer) -> Any:
    in_work: list[Any] = offer.in_work  # type: ignore[attr-defined]  # read along by queries.desk.listing
    if not in_work:
        return state_tag(offer)
    return format_html("{} {}", state_tag(offer), version_tag(in_work[0].state))


def _confirmed(offer: Offer) -> Any:
    confirmed = clocks(offer)[1]
    if confirmed.day is None:
        return tag(_("never"), "warn")
    return (
        format_html("{} {}", day(confirmed.day), tag(_("overdue"), "warn"))
        if confirmed.overdue
        else confirmed.day
    )


def export_columns() -> list[str]:
    return [
        _("Offer"), _("In one sentence"), _("Provider"), _("State"), _("Topics"), _("Audience"), _("Form"), _("Age"),
        _("Grade"), _("Costs"), _("Edited"), _("Confirmed by the provider"), _("Reviewed by experts"), _("Address"),
    ]  # fmt: skip


def export_rows(tenant: Tenant, offers: Iterable[Offer]) -> Iterator[list[Any]]:
    words = catalogue(tenant)

    def joined(scheme: str, codes: list[str]) -> str:
        return ", ".join(words.label(scheme, code) for code in codes)

    for offer in offers:
        topics = [joined("problem_field", offer.problem_fields), joined("topic", offer.topics)]
        address = public_url(offer)
        yield [
            offer.title,
            offer.summary,
            offer.provider.name,
            str(offer.get_state_display()),
            ", ".join(filter(None, topics)),
            joined("audience", offer.audiences),
            joined("format", offer.formats),
            age_text(offer.age_from, offer.age_to),
            grade_text(offer.grade_from, offer.grade_to),
            cost_summary(offer.costs),
            offer.edited_on,
            offer.confirmed_on,
            offer.reviewed_on,
            f"{settings.SITE_URL}{address}" if address else "",
        ]
