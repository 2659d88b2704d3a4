"""Reads of the log for the desk, for a record's own history and for exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Model, Q, QuerySet

from umsicht.audit.models import AuditEvent
from umsicht.core.errors import NotFound


@dataclass(frozen=True)
class EventFilter:
    """What a reader may narrow by. Empty values mean everything; `until` includes its whole day (Europe/Berlin)."""

    action: str = ""
    actor_id: int | None = None
    object_type: str = ""
    object_id: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    search: str = ""
    request_id: str = ""


def events(chosen: EventFilter = EventFilter()) -> QuerySet[AuditEvent]:
    """Events of the tenant in scope, newest first. `action` matches the whole name or a prefix up to a dot."""
    found = AuditEvent.objects.order_by("-pk")
    if chosen.action:
        found = found.filter(Q(action=chosen.action) | Q(action__startswith=chosen.action.rstrip(".") + "."))
    if chosen.actor_id is not None:
        found = found.filter(actor_id=chosen.actor_id)
    if chosen.object_type:
        found = found.filter(object_type=chosen.object_type)
    if chosen.object_id:
        found = found.filter(object_id=chosen.object_id)
    if chosen.since is not None:
        found = found.filter(at__date__gte=chosen.since)
    if chosen.until is not None:
        found = found.filter(at__date__lte=chosen.until)
    if chosen.request_id:
        found = found.filter(request_id=chosen.request_id)
    return found.filter(_mentions(chosen.search)) if chosen.search else found


def _mentions(word: str) -> Q:
    """In label, reason or name, whatever the case; SQLite folds ASCII only, hence the spellings."""
    found = Q()
    for spelling in {word, word.lower(), word.upper(), word.capitalize()}:
        for column in ("object_label", "reason", "actor_label"):
            found |= Q(**{f"{column}__icontains": spelling})
    return found


def newest(count: int) -> list[AuditEvent]:
    """The latest events of the tenant in scope."""
    return list(AuditEvent.objects.order_by("-pk")[:count])


def event_at_desk(event_id: int) -> AuditEvent:
    """One event of the tenant in scope. Raises NotFound."""
    event = AuditEvent.objects.filter(pk=event_id).first()
    if event is None:
        raise NotFound
    return event


def history_of(obj: Model) -> QuerySet[AuditEvent]:
    """What happened to one record, oldest first; needs the scope of its tenant."""
    return AuditEvent.objects.filter(object_type=obj._meta.label, object_id=str(obj.pk)).order_by("pk")  # noqa: SLF001


def newest_of(obj: Model, count: int) -> list[AuditEvent]:
    """The latest of them, newest first."""
    return list(history_of(obj).order_by("-pk")[:count])


def newest_of_all(records: Iterable[Model], count: int) -> list[AuditEvent]:
    """The latest of what happened to several records that belong together, newest first."""
    wanted = Q(pk__in=())
    for obj in records:
        wanted |= Q(object_type=obj._meta.label, object_id=str(obj.pk))  # noqa: SLF001
    return list(AuditEvent.objects.filter(wanted).order_by("-pk")[:count])


def actions_used() -> list[str]:
    """Names of actions that occur in the tenant in scope, for a filter."""
    return list(AuditEvent.objects.order_by("action").values_list("action", flat=True).distinct())


def object_types_used() -> list[str]:
    return list(AuditEvent.objects.order_by("object_type").values_list("object_type", flat=True).distinct())


def actors_used() -> list[tuple[int, str]]:
    """(account id, newest wording of the name) of who acted in the tenant in scope, by name."""
    newest = (
        AuditEvent.objects.filter(actor__isnull=False).order_by().values("actor_id").annotate(last=Max("pk"))
    )
    rows = AuditEvent.objects.filter(pk__in=newest.values("last")).values_list("actor_id", "actor_label")
    return sorted(rows, key=lambda pair: (pair[1].casefold(), pair[0]))


@dataclass(frozen=True)
class Change:
    """One field of a change for display; None means that the side said nothing about it."""

    name: str
    before: Any
    after: Any


def changes_of(event: AuditEvent) -> list[Change]:
    """Before and after side by side, in the order they were recorded."""
    names = list(dict.fromkeys([*event.before, *event.after]))
    return [Change(name, event.before.get(name), event.after.get(name)) for name in names]


def everything_about(user: Any) -> QuerySet[AuditEvent]:
    """What a person did, in all tenants, for the export of own data (Art. 15 GDPR)."""
    # unscoped: a person's own deeds span tenants
    return AuditEvent.objects.with_scopes_disabled().filter(actor=user).order_by("pk")
