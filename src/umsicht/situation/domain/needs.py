"""Writes to needs and what they rest on."""

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
from umsicht.directory.domain.writing import (
    Check,
    FieldFaults,
    amend,
    checked,
    free_slug,
    only_known,
    plain,
    shown_changed,
)
from umsicht.places.queries.atlas import atlas
from umsicht.situation.enums_needs import EvidenceKind
from umsicht.situation.models import Need, NeedEvidence
from umsicht.situation.queries.records import known
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

FIELDS = frozenset(
    {
        "title", "who", "what", "problem_field", "audiences", "areas", "factor", "weight", "weight_reason", "confidence",
        "noted_on", "is_public", "is_demo", "source",
    }
)  # fmt: skip
EVIDENCE = frozenset({"kind", "ref", "label", "text", "on", "said_by", "is_public"})


@transaction.atomic
def create_need(*, tenant: Tenant, actor: Any, title: str, code: str = "", **values: Any) -> Need:
    """A need somebody noted. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    need = Need(tenant=tenant, title=title, **({"noted_on": clock.today()} | values))
    require(actor, "situation.need.change", need)
    hold(tenant)  # two of one title at once would want the same address
    wanted = slugify(code or title, max_length=55) or "bedarf"
    need.code = free_slug(wanted, lambda slug: Need.objects.filter(code=slug).exists())
    _check(need)
    need.save(force_insert=True)
    journal.record("situation.need.create", need, actor=actor, after={"title": title, "code": need.code})
    shown_changed(tenant)
    return need


@transaction.atomic
def change_need(*, need: Need, actor: Any, reason: str = "", stamp: str = "", **values: Any) -> bool:
    """Set what differs; False when nothing does. With the form's `stamp`, raises ChangedMeanwhile."""
    only_known(values, FIELDS)
    require(actor, "situation.need.change", need)
    changed = amend(
        need, values, "situation.need.change", actor=actor, stamp=stamp, reason=reason, check=_check
    )
    if changed:
        shown_changed(need.tenant)
    return bool(changed)


@transaction.atomic
def confirm_need(*, need: Need, actor: Any, body: str, decision: str = "", on: dt.date | None = None) -> None:
    """A body says that the need is one. Raises BadInput for a day to come or before it was noted, TransitionDenied."""
    hold(need)
    day = on or clock.today()
    if day > clock.today():
        raise BadInput(_("This day has not come yet."))
    if day < need.noted_on:
        raise BadInput(_("It can't be confirmed before it was noted."))
    apply(need, "confirm", actor=actor, body=body, decision=decision, on=day)


@transaction.atomic
def add_evidence(*, need: Need, actor: Any, **values: Any) -> NeedEvidence:
    """Raises BadInput, NotAllowed."""
    only_known(values, EVIDENCE)
    require(actor, "situation.need.change", need)
    row = NeedEvidence(tenant=need.tenant, need=need, **values)
    _check_evidence(row)
    _check_record(row)
    row.save(force_insert=True)
    after = {"kind": row.kind, "label": row.label, "on": plain(row.on)}
    journal.record("situation.needevidence.create", need, actor=actor, after=after)
    shown_changed(need.tenant)
    return row


@transaction.atomic
def change_evidence(*, row: NeedEvidence, actor: Any, stamp: str = "", **values: Any) -> bool:
    only_known(values, EVIDENCE)
    require(actor, "situation.need.change", row.need)
    action, held = "situation.needevidence.change", (row.kind, row.ref)

    def check(changed: NeedEvidence) -> None:
        _check_evidence(changed)
        # A record that has gone since does not keep its text from being mended.
        if (changed.kind, changed.ref) != held:
            _check_record(changed)

    changed = amend(row, values, action, actor=actor, stamp=stamp, check=check, about=row.need)
    if changed:
        shown_changed(row.tenant)
    return bool(changed)


@transaction.atomic
def remove_evidence(*, row: NeedEvidence, actor: Any, reason: str) -> None:
    """It was a mistake. Raises BadInput for the last one of a confirmed need."""
    require(actor, "situation.need.change", row.need)
    hold(row.need)
    if row.need.confirmed_by and not row.need.evidence.exclude(pk=row.pk).exists():
        raise BadInput(_("A confirmed need rests on something; enter other evidence first."))
    before = {name: plain(getattr(row, name)) for name in sorted(EVIDENCE)}
    journal.record("situation.needevidence.remove", row.need, actor=actor, before=before, reason=reason)
    row.delete()
    shown_changed(row.tenant)


def _check(need: Need) -> None:
    """Raises BadInput: codes known, districts of this town, days in order."""
    words = catalogue(need.tenant)
    checks: dict[str, Check] = {
        "what": MaxLengthValidator(1500),
        "problem_field": lambda code: _known([code], words.scheme(Scheme.PROBLEM_FIELD)),
        "audiences": lambda codes: _known(codes, words.scheme(Scheme.AUDIENCE)),
        "areas": lambda keys: _known(keys, {place.key for place in atlas(need.tenant).districts}),
        "factor": lambda code: _known([code], words.scheme(Scheme.FACTOR)),
    }
    checked(need, checks)
    if need.noted_on > clock.today():
        raise BadInput(_("This day has not come yet."))
    if need.confirmed_on is not None and need.confirmed_on < need.noted_on:
        raise BadInput(_("It can't be confirmed before it was noted."))


def _check_evidence(row: NeedEvidence) -> None:
    checked(row, {})
    if row.kind == EvidenceKind.JUDGEMENT and not row.said_by:
        raise BadInput(_("Please say whose judgement it is."))
    if row.on > clock.today():
        raise BadInput(_("This day has not come yet."))


def _check_record(row: NeedEvidence) -> None:
    """Raises BadInput for a record that is not there: its link would lead nowhere."""
    if row.ref and not known(row.kind, row.ref, row.tenant):
        said = _("There is no record with this key: %(ref)s.") % {"ref": row.ref}
        raise FieldFaults(row, {"ref": [said]})


def _known(codes: list[str], known: Any) -> None:
    """Raises ValidationError for a code that does not exist, or comes twice."""
    if (
        not isinstance(codes, list)
        or len(set(codes)) < len(codes)
        or any(code not in known for code in codes)
    ):
        raise ValidationError(_("Please choose from the list."))
