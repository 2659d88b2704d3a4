"""Sources: set up, changed, fetched by hand or by the clock."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, http, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.text import one_line
from umsicht.core.transitions import apply
from umsicht.exchange.domain import checking, imports, taking
from umsicht.exchange.enums import ImportState, Rhythm, SourceKind, SourceState
from umsicht.exchange.models import Import, Source, TermMapping
from umsicht.exchange.reading import fetching
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries.catalogue import catalogue

FIELDS = frozenset(
    {
        "name", "location", "owner", "licence", "rhythm", "conflict_rule", "landing", "is_complete", "sector", "language",
        "defaults",
    }
)  # fmt: skip
RHYTHMS = {Rhythm.DAILY: dt.timedelta(days=1), Rhythm.WEEKLY: dt.timedelta(days=7)}
PATIENCE = dt.timedelta(hours=2)
"""How long after a fetch that failed the next one is tried."""


@transaction.atomic
def create(*, tenant: Tenant, actor: Any, kind: str, **values: Any) -> Source:
    """A new source. Raises BadInput for a name that is taken or an address that may not be fetched."""
    require(actor, "exchange.source.manage" if kind != SourceKind.TABLE else "exchange.import.start", tenant)
    source = Source(tenant=tenant, kind=kind)
    _set(source, values)
    source.save(force_insert=True)
    journal.record("exchange.source.create", source, actor=actor, after={"name": source.name, "kind": kind})
    return source


@transaction.atomic
def change(*, source: Source, actor: Any, **values: Any) -> bool:
    require(actor, "exchange.source.manage", source)
    before = {name: getattr(source, name) for name in values}
    _set(source, values)
    changed = {name: getattr(source, name) for name in values if getattr(source, name) != before[name]}
    if not changed:
        return False
    source.save()
    journal.record(
        "exchange.source.change", source, actor=actor, before={n: before[n] for n in changed}, after=changed
    )
    return True


def _set(source: Source, values: Mapping[str, Any]) -> None:
    if set(values) - FIELDS:
        raise TypeError(f"No such field here: {', '.join(sorted(set(values) - FIELDS))}.")
    for name, value in values.items():
        setattr(source, name, one_line(value) if isinstance(value, str) else value)
    if not source.name:
        raise BadInput(_("Please give the source a name."))
    taken = Source.objects.with_scope(tenant=source.tenant).filter(name=source.name).exclude(pk=source.pk)
    if taken.exists():
        raise BadInput(_("There is a source of this name already."))
    if source.location.startswith(("http://", "https://")) or source.rhythm != Rhythm.NEVER:
        http.check_url(source.location)
    if source.rhythm == Rhythm.NEVER:
        source.next_run_at = None
    elif source.next_run_at is None:
        source.next_run_at = clock.now() + RHYTHMS[Rhythm(source.rhythm)]


def fetch(
    *,
    source: Source,
    actor: Any,
    location: str = "",
    by_itself: bool = False,
    get: fetching.Fetch = fetching.get,
) -> Import:
    """Bring a feed here and start its dry run. What can't be fetched is an import that failed, with the reason."""
    require(actor, "exchange.import.start", source)
    where = location or source.location
    with tempfile.TemporaryDirectory(prefix="umsicht-feed-") as folder:
        path, why = Path(folder) / "feed.jsonl", ""
        try:
            fetching.spool(where, path, fetch=get)
        except UmsichtError as error:
            path, why = Path(), error.message
        with transaction.atomic():
            name = where if where.startswith("http") else Path(where).name
            run = imports.receive(
                source=source, actor=actor, file_name=name, path=None if why else path, by_itself=by_itself
            )
            if why:
                apply(run, "fail", actor=None, note=why[:400])
            elif run.state == ImportState.MAPPING:
                imports.start_check(run=run, actor=actor)
    return run


def due(now: dt.datetime) -> list[Source]:
    # unscoped: the clock ticks for every tenant
    rows = Source.objects.with_scopes_disabled().filter(state=SourceState.ACTIVE, next_run_at__lte=now)
    return list(rows.select_related("tenant__parent__parent").order_by("next_run_at")[:20])


def run_due(source: Source, now: dt.datetime) -> Import | None:
    """One scheduled fetch: dry run, and taken over at once unless something looks wrong. Then it waits for a person."""
    with transaction.atomic():
        held = Source.objects.with_scope(tenant=source.tenant).select_for_update().get(pk=source.pk)
        if held.state != SourceState.ACTIVE or held.next_run_at is None or held.next_run_at > now:
            return None
        held.next_run_at = now + RHYTHMS.get(Rhythm(held.rhythm), RHYTHMS[Rhythm.WEEKLY])
        held.save(update_fields=["next_run_at"])
    run = fetch(source=source, actor=None, by_itself=True)
    if run.state == ImportState.FAILED:
        Source.objects.with_scope(tenant=source.tenant).filter(pk=source.pk).update(
            next_run_at=now + PATIENCE
        )
        return run
    checking.check(run)
    finish_alone(run)
    return run


def finish_alone(run: Import) -> None:
    """Take over what a scheduled fetch found, if it looks like every day: few refusals, nobody missing in masses."""
    run.refresh_from_db()
    if run.state != ImportState.CHECKED or run.note or run.refused * 2 > run.total:
        return
    if run.new + run.changed + run.asked:
        imports.start(run=run, actor=None)
        taking.take_over(run)
    else:
        imports.settle(run=run, actor=None)


@transaction.atomic
def map_term(*, term: TermMapping, actor: Any, scheme: str, code: str) -> None:
    """Say which of our terms a word of the source stands for; an empty code: none. Counts from the next import on."""
    require(actor, "exchange.question.decide", term)
    if code and code not in catalogue(term.tenant).scheme(scheme):
        raise BadInput(_("This choice does not exist."))
    before = {"scheme": term.scheme, "code": term.code}
    term.scheme, term.code, term.decided = (scheme, code, True) if code else ("", "", True)
    term.save(update_fields=["scheme", "code", "decided"])
    journal.record(
        "exchange.term.map",
        term,
        actor=actor,
        before=before,
        after={"scheme": term.scheme, "code": term.code},
    )


@transaction.atomic
def map_terms(*, actor: Any, decisions: Iterable[tuple[TermMapping, tuple[str, str]]]) -> None:
    for term, (scheme, code) in decisions:
        map_term(term=term, actor=actor, scheme=scheme, code=code)
