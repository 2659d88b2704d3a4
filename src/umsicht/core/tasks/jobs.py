"""@task: a function that can be queued, is tried again when it fails, and keeps the request id of who queued it."""

from __future__ import annotations

import datetime as dt
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction

from umsicht.core import clock, context
from umsicht.core.tasks.backend import Task, TaskResult, in_database

P = ParamSpec("P")
T = TypeVar("T")

logger = logging.getLogger(__name__)
META = "_job"
LONGEST_PAUSE = 6 * 3600


class GiveUp(Exception):
    """Raised by a task that knows that trying again is of no use."""


class RetryScheduled(Exception):
    """What a failed attempt ends with when another one is queued; its cause is the real error.

    The row of the failed attempt is FAILED with this name, so a count of lost work can leave it out.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task[P, T]):
    """A task as the backend knows it, with retries. Calling it runs the plain function here and now."""

    retries: int = 3
    backoff: float = 60.0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.func(*args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskResult[T] | None:  # type: ignore[override]
        """Queue it for after the current transaction; rolled back, it never runs.

        On the database backend the row is part of the transaction, so a crash right after the commit loses nothing.
        Other backends get it on commit, and then there is no result to return.
        """
        return _put(self, args, kwargs, attempt=1)

    def at(self, moment: dt.datetime) -> Job[P, T]:
        """The same job, not to run before `moment`. Backends that can't wait run it at once."""
        return self.using(run_after=moment) if self.get_backend().supports_defer else self

    def call(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the worker runs: one attempt, and on failure the next one queued."""
        meta = cast("dict[str, Any]", kwargs.pop(META, {}))
        attempt = int(meta.get("attempt", 1))
        token = context.request_id.set(str(meta.get("request_id", "")))
        try:
            return self.func(*args, **kwargs)
        except GiveUp:
            raise
        except Exception as error:
            if attempt > self.retries:
                logger.error("task %s failed for good after %d attempts", self.name, attempt)
                raise
            pause = self.pause(attempt)
            logger.warning("task %s failed (attempt %d), next try in %d s", self.name, attempt, pause)
            _put(self.at(clock.now() + dt.timedelta(seconds=pause)), args, kwargs, attempt=attempt + 1)
            raise RetryScheduled(f"attempt {attempt} of {self.name} failed: {error!r}") from error
        finally:
            context.request_id.reset(token)

    def pause(self, attempt: int) -> float:
        """Seconds before the attempt after `attempt`: four times longer each time, spread by a fifth."""
        return min(self.backoff * 4.0 ** (attempt - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311


def _put(job: Job[Any, T], args: Any, kwargs: Any, *, attempt: int) -> TaskResult[T] | None:
    meta = {"attempt": attempt, "request_id": context.request_id.get()}
    meta = {name: value for name, value in meta.items() if value not in (1, "")}
    # By the class: a dataclass with slots is made anew, and super() without arguments would look for the old one.
    put = partial(Task.enqueue, job, *args, **(kwargs | ({META: meta} if meta else {})))
    if in_database(job):
        return put()

    def later() -> None:  # a function, because Django logs its __qualname__
        put()

    transaction.on_commit(later)
    return None


def task(
    *, retries: int = 3, backoff: float = 60.0, priority: int = 0, queue: str = "default"
) -> Callable[[Callable[P, T]], Job[P, T]]:
    """Make a module-level function a Job.

    Up to `retries` further attempts, `backoff` seconds after the first failure, then four times longer each. Higher
    `priority` runs first (-100 to 100). Arguments must be JSON-able: pass ids, not records.
    """

    def make(function: Callable[P, T]) -> Job[P, T]:
        return Job(func=function, retries=retries, backoff=backoff, priority=priority, queue_name=queue)

    return make
