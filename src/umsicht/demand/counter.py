"""Counts gaps in the memory of a web process and leaves them as small files; nothing of it needs the database.

    counter().note(Gap(tenant.pk, Channel.SEARCH, Outcome.NONE, topic="sucht"), same_as=hash(…))

A page that an anonymous visitor reads must write nothing, so a request does no more than add one to a number. A thread
writes what came together every few seconds to DATA_DIR/demand, each time a whole new file that appears by a rename: a
killed process loses the last seconds and leaves no half file that would be read. The worker takes the files in and
deletes them (domain.collecting). What is bounded: different gaps in memory, files in the folder.

The same search asked again within some minutes counts once. It is recognised by Python's salted hash of its address,
which is held in memory only, says nothing about who asked and can't be turned back into words.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import threading
import time
import uuid
from collections import Counter, OrderedDict
from dataclasses import astuple, dataclass
from pathlib import Path

from django.conf import settings

from umsicht.core import clock

logger = logging.getLogger(__name__)
SAME_SECONDS = 600.0
MOST_KEYS = 5_000
MOST_RECENT = 20_000
MOST_FILES = 5_000
FLUSH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Gap:
    """What was looked for in vain. Codes of the vocabulary; "" = not recognised or not said."""

    tenant: int
    channel: str
    outcome: str
    topic: str = ""
    audience: str = ""
    age: str = ""
    district: str = ""


class GapCounter:
    """One per process. `seconds` 0 starts no thread: whoever counts calls flush()."""

    def __init__(self, folder: Path, seconds: float = FLUSH_SECONDS) -> None:
        self.folder = folder
        self._seconds = seconds
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, Gap]] = Counter()
        self._recent: OrderedDict[int, float] = OrderedDict()
        self._pid = 0

    def seen(self, same_as: int) -> bool:
        """Whether this gap was noted some minutes ago."""
        with self._lock:
            return self._is_recent(same_as)

    def note(self, gap: Gap, same_as: int) -> bool:
        """Add one, unless the same search was counted some minutes ago. Returns whether it counted."""
        with self._lock:
            if self._is_recent(same_as):
                return False
            self._recent[same_as] = time.monotonic()
            if len(self._recent) > MOST_RECENT:
                self._recent.popitem(last=False)
            key = (clock.today().isoformat(), gap)
            if key not in self._counts and len(self._counts) >= MOST_KEYS:
                return False
            self._counts[key] += 1
        self._start()
        return True

    def _is_recent(self, same_as: int) -> bool:
        at = self._recent.get(same_as)
        return at is not None and time.monotonic() - at < SAME_SECONDS

    def _start(self) -> None:
        """The thread starts with the first gap of a process; a forked child starts its own."""
        if self._seconds and self._pid != os.getpid():
            self._pid = os.getpid()
            threading.Thread(target=self._keep_flushing, name="demand-counter", daemon=True).start()
            atexit.register(self.flush)

    def _keep_flushing(self) -> None:
        while True:
            time.sleep(self._seconds)
            try:
                self.flush()
            except Exception:  # a full disk must not end the counting
                logger.exception("gaps could not be written")

    def flush(self) -> Path | None:
        """Write what came together to a file of its own; None when there was nothing, or no room for another file."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return None
        try:
            return self._write(counts)
        except OSError:
            with self._lock:
                for key, number in counts.items():
                    if key in self._counts or len(self._counts) < MOST_KEYS:
                        self._counts[key] += number
            raise

    def _write(self, counts: Counter[tuple[str, Gap]]) -> Path | None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if sum(1 for _file in self.folder.iterdir()) >= MOST_FILES:
            logger.warning("gaps dropped: nobody takes in %s", self.folder)
            return None
        name = uuid.uuid4().hex
        hidden = self.folder / f".{name}"
        rows = [[day, *astuple(gap), number] for (day, gap), number in counts.items()]
        try:
            hidden.write_text(json.dumps(rows), encoding="utf-8")
            target = self.folder / f"{name}.json"
            hidden.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                hidden.unlink()
        return target

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()
            self._recent.clear()


_counter: GapCounter | None = None


def spool() -> Path:
    return Path(settings.DATA_DIR) / "demand"


def counter() -> GapCounter:
    """This process's own. In tests it has no thread."""
    global _counter  # noqa: PLW0603 - one per process
    if _counter is None or _counter.folder != spool():
        _counter = GapCounter(spool(), 0 if settings.TESTING else FLUSH_SECONDS)
    return _counter
