"""Erasure of a person: the log keeps that something was done, but no longer by or about whom."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from umsicht.audit.models import REDACTED, AuditEvent
from umsicht.core import clock, journal

MIN_WORD = 5
"""Shorter words would hit unrelated texts."""


@transaction.atomic
def redact_person(
    *, user: Any, actor: Any, words: Iterable[str] = (), objects: Iterable[tuple[str, str]] = ()
) -> int:
    """Take a person out of all events, in all tenants. Returns how many events were changed.

    Events the person did lose name and link. Events about the person (the account, and `objects` as pairs of model
    label and id, such as memberships) and events that mention the address, the name or one of `words` anywhere
    lose their contents too. A name counts as a mention only with a space in it: one word may be an office. Call it
    before the account is deleted, since ids are needed.
    """
    names = {user.display_name} if " " in user.display_name else set()
    mentions = [word for word in {user.email, *names, *words} if len(word) >= MIN_WORD]
    about = Q(object_type=user._meta.label, object_id=str(user.pk))  # noqa: SLF001 - Django's public _meta
    for label, pk in objects:
        about |= Q(object_type=label, object_id=str(pk))
    # unscoped: erasure reaches every tenant in which the person ever did something
    events = AuditEvent.objects.with_scopes_disabled()
    spoken_of = _mentioning(events.all(), mentions) | set(events.filter(about).values_list("pk", flat=True))
    done_by = set(events.filter(actor=user).values_list("pk", flat=True))
    now = clock.now()
    _update(done_by, actor_id=None, actor_label=REDACTED, redacted_at=now)
    _update(spoken_of, object_label=REDACTED, before={}, after={}, reason=REDACTED, redacted_at=now)
    count = len(done_by | spoken_of)
    journal.record(
        "audit.event.redact", None, actor=None if actor == user else actor, after={"events": count}
    )
    return count


def _mentioning(events: QuerySet[AuditEvent], words: list[str]) -> set[int]:
    """Events whose label, reason or contents hold one of the words; JSON is searched as text, in both spellings."""
    if not words:
        return set()
    found = Q()
    for word in words:
        found |= Q(object_label__icontains=word) | Q(reason__icontains=word)
        for spelling in {word, json.dumps(word)[1:-1]}:
            found |= Q(before_text__icontains=spelling) | Q(after_text__icontains=spelling)
    texts = events.annotate(before_text=Cast("before", TextField()), after_text=Cast("after", TextField()))
    return set(texts.filter(found).values_list("pk", flat=True))


def _update(pks: set[int], **values: Any) -> None:
    """The one permitted change. Goes by the plain manager, because the log's own refuses updates."""
    ordered = sorted(pks)
    for start in range(0, len(ordered), 500):
        AuditEvent._base_manager.filter(pk__in=ordered[start : start + 500]).update(**values)  # noqa: SLF001
