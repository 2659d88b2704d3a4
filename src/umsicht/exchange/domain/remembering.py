"""What a written row remembers, so that the whole import can be taken back without losing anybody's edit."""

from __future__ import annotations

from umsicht.exchange.domain.decisions import Decision
from umsicht.exchange.domain.records import fingerprint, plain_of
from umsicht.exchange.models import ImportRow

KINDS = ("organisation", "point", "offer")


def remember(row: ImportRow, decision: Decision) -> None:
    """Before writing: which records are new, and how changed fields were."""
    records = {kind: getattr(decision, kind) for kind in KINDS}
    row.before = {
        "new": [kind for kind, record in records.items() if record is not None and record.pk is None],
        "fields": {
            kind: {name: pair[0] for name, pair in diff.items()} for kind, diff in decision.diffs.items()
        },
    }
    offer = decision.offer
    if offer is not None and offer.pk is not None and decision.diffs.get("offer"):
        row.before["fields"]["offer"].setdefault("edited_on", row.seen.get("edited_on"))


def leave(row: ImportRow, decision: Decision) -> None:
    """After writing: how it left the records. One that looks otherwise by then was edited since."""
    row.targets = {kind: record.pk for kind in KINDS if (record := getattr(decision, kind)) is not None}
    row.left = {"offer": fingerprint(decision.offer, state=True)} if decision.offer is not None else {}
    for kind in ("organisation", "point"):
        diff, record = decision.diffs.get(kind), getattr(decision, kind)
        if record is not None and diff:
            row.left[kind] = {name: plain_of(record, name) for name in diff}
