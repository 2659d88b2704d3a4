"""Working on an offer: each step of the form saves here. What is public stays as it is until a version is published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, meanwhile
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.text import clean
from umsicht.core.transitions import apply
from umsicht.directory.domain.writing import only_known
from umsicht.offers.domain.offers import FIELDS, change_offer, check_offer
from umsicht.offers.enums import OfferState
from umsicht.offers.models import FieldComment, Offer, OfferVersion
from umsicht.offers.queries.working import (
    Working,
    needs_version,
    open_version,
    plain,
    plain_values,
    records,
    values_of,
    with_values,
    working,
)

MAX_COMMENT = 1000
KEEP_CLOSED = dt.timedelta(days=730)
KEEP_SETTLED = dt.timedelta(days=365)


@transaction.atomic
def save_work(*, offer: Offer, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Store what a form sent: in the offer while it was never public, else in its version. False when nothing differs.

    `stamp` says what the form showed (core.meanwhile). Raises ChangedMeanwhile, BadInput, NotAllowed; Conflict while
    the office checks it or when the offer is archived.
    """
    only_known(values, FIELDS)
    require(actor, "offers.offer.change", offer)
    meanwhile.hold(offer)
    work = working(offer)
    may_edit(work, actor)
    sent = plain_values(values)
    wanted = meanwhile.merge(sent, values_of(work.offer, sent), stamp=stamp)
    if not wanted:
        return False
    if not needs_version(offer):
        return change_offer(offer=offer, actor=actor, **records(offer, wanted))
    check_offer(with_values(work.offer, wanted))
    _store(work.version or begin_version(offer=offer, actor=actor), wanted, actor)
    return True


def may_edit(work: Working, actor: Any) -> None:
    """Raises Conflict where nothing may be changed now; the office may correct what it checks."""
    offer = work.held
    if offer.state == OfferState.ARCHIVED:
        raise Conflict(_("This offer is archived. Restore it first."))
    if work.is_submitted and actor is not None and not actor.has_perm("offers.offer.publish", offer):
        raise Conflict(_("The office is checking this entry. Take it back if you want to change it."))


@transaction.atomic
def begin_version(*, offer: Offer, actor: Any) -> OfferVersion:
    """The one version in work of a published offer; made if there is none."""
    require(actor, "offers.offer.change", offer)
    meanwhile.hold(offer)
    held = open_version(offer)
    if held is not None:
        return held
    if not needs_version(offer):
        raise Conflict(_("This offer is not public; change it itself."))
    versions = OfferVersion.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = OfferVersion(tenant=offer.tenant, offer=offer, number=number, author=actor)
    version.save(force_insert=True)
    journal.record("offers.version.begin", version, actor=actor, after={"number": number})
    return version


def _store(version: OfferVersion, wanted: dict[str, Any], actor: Any) -> None:
    """A value that is the public one again leaves the version."""
    before, after = {}, {}
    for name, value in wanted.items():
        live = plain(version.offer, name)
        before[name], after[name] = version.values.get(name, live), value
        if value == live:
            version.values.pop(name, None)
            version.base.pop(name, None)
        else:
            version.values[name] = value
            version.base.setdefault(name, live)
    version.author = actor or version.author
    version.save(update_fields=["values", "base", "author", "updated_at"])
    journal.record("offers.version.change", version, actor=actor, before=before, after=after)


@transaction.atomic
def settle_base(*, version: OfferVersion, actor: Any, mine: set[str], theirs: set[str]) -> None:
    """A person decided about fields that became different in public meanwhile: `mine` replace them, `theirs` stay."""
    require(actor, "offers.offer.publish", version)
    meanwhile.hold(version)
    for name in theirs & version.values.keys():
        del version.values[name]
        version.base.pop(name, None)
    for name in mine & version.values.keys():
        version.base[name] = plain(version.offer, name)
    version.save(update_fields=["values", "base", "updated_at"])
    journal.record(
        "offers.version.settle", version, actor=actor, after={"kept": sorted(mine), "left": sorted(theirs)}
    )


@transaction.atomic
def comment(*, offer: Offer, actor: Any, field: str, text: str) -> FieldComment:
    """The office says something to one field of what waits for its check (`field` empty: to the whole entry)."""
    require(actor, "offers.offer.publish", offer)
    words = clean(text)
    if not words or len(words) > MAX_COMMENT:
        raise BadInput(_("Please write a comment of at most %(most)s characters.") % {"most": MAX_COMMENT})
    if field and field not in FIELDS:
        raise BadInput(_("There is no such field."))
    found = FieldComment(
        tenant=offer.tenant,
        offer=offer,
        version=open_version(offer) if needs_version(offer) else None,
        field=field,
        text=words,
        author=actor,
        created_at=clock.now(),
    )
    found.save(force_insert=True)
    journal.record("offers.comment.write", found, actor=actor, after={"field": field})
    return found


@transaction.atomic
def settle_comment(*, comment: FieldComment, actor: Any) -> None:
    """Done what was asked; whoever may change the offer may say so."""
    require(actor, "offers.offer.change", comment.offer)
    if comment.settled_at is None:
        comment.settled_at = clock.now()
        comment.save(update_fields=["settled_at"])
        journal.record("offers.comment.settle", comment, actor=actor, after={"field": comment.field})


def subject_of(offer: Offer) -> Offer | OfferVersion:
    """What the steps of checking are about: the version in work, else the offer."""
    return working(offer).version or offer


def submit(*, offer: Offer, actor: Any) -> None:
    """Hand what is in work to the office. Raises TransitionDenied with everything that is missing."""
    subject = subject_of(offer)
    if isinstance(subject, Offer) and needs_version(offer):
        raise Conflict(_("Nothing has been changed that could be submitted."))
    apply(subject, "submit", actor=actor)


@transaction.atomic
def publish(*, offer: Offer, actor: Any) -> None:
    """Put what is in work before the public; the office may do so without submitting first."""
    subject = subject_of(offer)
    if isinstance(subject, Offer) and offer.state == OfferState.DRAFT:
        apply(subject, "submit", actor=actor)
    apply(subject, "publish", actor=actor)


def send_back(*, offer: Offer, actor: Any, reason: str) -> None:
    apply(subject_of(offer), "send_back", actor=actor, reason=reason)


@transaction.atomic
def forget_old(now: dt.datetime | None = None) -> int:
    """Delete versions two years after they were closed and comments a year after they were settled; run daily."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    versions, _by_model = (
        OfferVersion.objects.with_scopes_disabled().filter(closed_at__lt=now - KEEP_CLOSED).delete()
    )
    # unscoped: as above
    settled = FieldComment.objects.with_scopes_disabled().filter(settled_at__lt=now - KEEP_SETTLED)
    comments, _by_model = settled.delete()
    return int(versions + comments)
