"""Takes the counts of web processes from the spool into the database. Each file counts once, whatever dies when."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from umsicht.core import clock
from umsicht.demand.counter import Gap, spool
from umsicht.demand.enums import Channel, Outcome
from umsicht.demand.models import GapCount, SpoolBatch
from umsicht.tenancy.models import Tenant

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 500
MOST_COUNT = 100_000
KEEP_BATCHES = dt.timedelta(days=7)
Key = tuple[dt.date, Gap]


def take_in(folder: Path | None = None) -> int:
    """Take in up to 500 files and delete them; how many searches in vain they held. Broken files are set aside."""
    folder = folder or spool()
    files = sorted(folder.glob("*.json"))[:MOST_AT_ONCE] if folder.is_dir() else []
    taken = sum(_take(file) for file in files)
    SpoolBatch.objects.filter(taken_at__lt=clock.now() - KEEP_BATCHES).delete()
    return taken


def _take(file: Path) -> int:
    try:
        rows = _read(file)
    except (OSError, ValueError, TypeError, KeyError):
        logger.exception("a file of gaps could not be read")
        file.replace(file.with_suffix(".broken"))
        return 0
    with transaction.atomic():
        _batch, new = SpoolBatch.objects.get_or_create(uid=file.stem[:64], defaults={"taken_at": clock.now()})
        if new:
            add(rows)
    file.unlink(missing_ok=True)
    return sum(rows.values()) if new else 0


def _read(file: Path) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for day, tenant, channel, outcome, topic, audience, age, district, number in json.loads(
        file.read_text("utf-8")
    ):
        gap = Gap(
            int(tenant),
            Channel(channel).value,
            Outcome(outcome).value,
            topic=str(topic)[:80],
            audience=str(audience)[:80],
            age=str(age)[:80],
            district=str(district)[:40],
        )
        if not 1 <= int(number) <= MOST_COUNT:
            raise ValueError("no possible number")
        counts[dt.date.fromisoformat(day), gap] += int(number)
    return counts


@transaction.atomic
def add(counts: Counter[Key], *, is_demo: bool = False) -> None:
    """Raise the stored counts. Counts of a tenant that is gone are left out."""
    known = set(
        Tenant.objects.filter(pk__in={gap.tenant for _day, gap in counts}).values_list("pk", flat=True)
    )
    for (day, gap), number in sorted(counts.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        if gap.tenant in known:
            _raise(day, gap, number, is_demo=is_demo)


def _raise(day: dt.date, gap: Gap, number: int, *, is_demo: bool) -> None:
    found = GapCount.objects.with_scope(tenant=Tenant(pk=gap.tenant))
    keys: dict[str, Any] = {
        "day": day,
        "channel": gap.channel,
        "outcome": gap.outcome,
        "topic": gap.topic,
        "audience": gap.audience,
        "age": gap.age,
        "district": gap.district,
    }
    if not found.filter(**keys).update(count=F("count") + number):
        row, made = found.get_or_create(
            tenant_id=gap.tenant, **keys, defaults={"count": number, "is_demo": is_demo}
        )
        if not made:
            found.filter(pk=row.pk).update(count=F("count") + number)


def count_now(gaps: Iterable[Gap]) -> None:
    """Count at once, for what happens in a write anyway (an enquiry that ends without a yes)."""
    today = clock.today()
    add(Counter((today, gap) for gap in gaps))
