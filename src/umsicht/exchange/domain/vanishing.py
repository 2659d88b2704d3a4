"""What a source no longer names: noticed, put before a person, archived or kept. Never deleted, never by itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.transitions import apply
from umsicht.exchange.enums import LinkState, RecordKind
from umsicht.exchange.models import Import, ImportRow, Link
from umsicht.offers.enums import OfferState

MOST = 0.5
"""A source that suddenly lacks more than half of its records is more likely broken than emptied."""


def _links(run: Import) -> QuerySet[Link]:
    return Link.objects.with_scope(tenant=run.tenant).filter(source=run.source, kind=RecordKind.OFFER)


def _there(run: Import) -> Exists:
    """Rows of this import that name the link's record and do not say that it has ended."""
    rows = ImportRow.objects.with_scope(tenant=run.tenant).filter(run=run, key=OuterRef("key"))
    return Exists(rows.filter(ended=False))


def count(run: Import) -> int:
    """How many records of the source are missing from this reading of it."""
    return _links(run).filter(~_there(run), state=LinkState.LINKED).count() if run.source.is_complete else 0


def warning(run: Import, gone: int) -> str:
    if gone and _too_many(run, gone):
        return _("The source lacks more than half of its records (%(gone)s). Nothing will count as gone.") % {
            "gone": gone
        }
    return ""


def _too_many(run: Import, gone: int) -> bool:
    held = _links(run).filter(state=LinkState.LINKED).count()
    return held >= 10 and gone > held * MOST


def note(run: Import) -> None:
    """After taking over: mark what is missing, and what is there again. In the caller's transaction."""
    links = _links(run)
    if not run.source.is_complete:
        return
    links.filter(_there(run)).update(last_seen=run)
    for link in links.filter(_there(run), state=LinkState.VANISHED):
        apply(link, "reappear", actor=None)
    gone = links.filter(~_there(run), state=LinkState.LINKED)
    if _too_many(run, gone.count()):
        return
    for link in gone:
        apply(link, "vanish", actor=None)


@transaction.atomic
def decide(*, link: Link, actor: Any, name: str, reason: str = "") -> None:
    """Archive, keep, reject or restore a record of a source. The offer is archived with it, or left alone."""
    require(actor, "exchange.question.decide", link)
    if name not in {"archive", "keep", "reject", "restore"}:
        raise BadInput(_("This choice does not exist."))
    apply(link, name, actor=actor, reason=reason)
    offer = link.offer
    if name in {"archive", "reject"} and offer is not None and offer.state != OfferState.ARCHIVED:
        why = reason or _("No longer named by %(source)s") % {"source": link.source.name}
        apply(offer, "archive", actor=actor, reason=why)
