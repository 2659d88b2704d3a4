from __future__ import annotations

import logging
from collections.abc import Callable

from django.utils import translation
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.tasks import daily, every, task
from umsicht.exchange.domain import checking, keeping, sources, taking, undoing
from umsicht.exchange.models import Import
from umsicht.exchange.queries.imports import import_by_pk
from umsicht.exchange.queries.sources import person, source_by_pk

logger = logging.getLogger(__name__)


def _with(import_id: int, work: Callable[[Import], None]) -> None:
    run = import_by_pk(import_id)
    if run is None:
        return
    with scope(tenant=run.tenant), translation.override("de"):
        work(run)


@task(retries=3)
def check_import(import_id: int) -> None:
    _with(import_id, checking.check)


@task(retries=3)
def take_over_import(import_id: int, user_id: int | None) -> None:
    _with(import_id, lambda run: taking.take_over(run, actor=person(user_id)))


@task(retries=3)
def undo_import(import_id: int, user_id: int | None) -> None:
    _with(import_id, lambda run: undoing.undo(run, actor=person(user_id)))


@task(retries=1)
def fetch_source(source_id: int, user_id: int | None) -> None:
    source = source_by_pk(source_id)
    if source is None:
        return
    with scope(tenant=source.tenant), translation.override("de"):
        checking.check(sources.fetch(source=source, actor=person(user_id)))


@every(minutes=30)
@task()
def fetch_due_sources() -> None:
    now = clock.now()
    for source in sources.due(now):
        try:
            with scope(tenant=source.tenant), translation.override("de"):
                sources.run_due(source, now)
        except Exception:  # whatever a foreign server sends, the other towns' sources have their turn
            logger.exception("source %s could not be read", source.pk)


@daily(at="03:40")
@task()
def forget_old_imports() -> None:
    keeping.forget_old()
