"""Tasks for the tests of core.tasks; they must live in a module so that a worker can find them by path."""

from __future__ import annotations

from typing import Any

from umsicht.core import context
from umsicht.core.tasks import GiveUp, task

calls: list[tuple[Any, ...]] = []
fail_times = 0


@task(retries=2, backoff=60)
def flaky(number: int, *, word: str = "") -> int:
    global fail_times
    calls.append((number, word, context.request_id.get()))
    if fail_times:
        fail_times -= 1
        raise ValueError("not yet")
    return number


@task(retries=5)
def hopeless() -> None:
    calls.append(("hopeless",))
    raise GiveUp("the record is gone")


@task(priority=10, queue="default")
def tick() -> None:
    calls.append(("tick",))
