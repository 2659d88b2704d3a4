"""A rebuild's helpers: processes that read objects and analyse their texts, while the writer's process indexes what they hand over.

Analysing German is Python and holds one core; with a helper per core a million objects are indexed in a third of the time. They talk by
pickles over pipes: the writer sends (kind, ids), a helper answers with prepared rows and the spellings it saw for the first time.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from typing import IO

from umsicht.search.engine.rows import Prepared, Preparer
from umsicht.search.registry import Kind, kind

WORTH_HELPERS = 20_000  # fewer objects are read faster than helpers start
AHEAD = 2  # chunks each helper may have in hand

Answer = tuple[list[Prepared], list[str]]


class HelperFailed(RuntimeError):
    """A helper process ended or could not read its objects; its message is on standard error."""


class Helpers:
    """A pool that prepares chunks of one kind, in order. Close it in any case."""

    def __init__(self, kind: Kind, number: int | None = None) -> None:
        self.kind = kind
        self._processes = [self._start() for _ in range(number or min(os.cpu_count() or 1, 8))]

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "umsicht.search.preparing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ
            | {"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")},
        )

    def prepare(self, chunks: Iterator[Sequence[int]]) -> Iterator[Answer]:
        """The answers to all chunks. Raises HelperFailed."""
        waiting: deque[subprocess.Popen[bytes]] = deque()
        for process in self._processes * AHEAD:
            self._send(process, chunks, waiting)
        while waiting:
            process = waiting.popleft()
            assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
            try:
                answer: Answer = pickle.load(process.stdout)  # noqa: S301 - from our own child
            except (EOFError, pickle.UnpicklingError) as error:
                raise HelperFailed("A process that prepares rows for the search index has ended.") from error
            self._send(process, chunks, waiting)
            yield answer

    def _send(
        self,
        process: subprocess.Popen[bytes],
        chunks: Iterator[Sequence[int]],
        waiting: deque[subprocess.Popen[bytes]],
    ) -> None:
        chunk = next(chunks, None)
        if chunk is None:
            return
        assert process.stdin is not None  # noqa: S101 - it was opened as a pipe
        try:
            process.stdin.write(pickle.dumps((self.kind.name, list(chunk))))
            process.stdin.flush()
        except BrokenPipeError as error:
            raise HelperFailed("A process that prepares rows for the search index has ended.") from error
        waiting.append(process)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait(10)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def serve(source: IO[bytes], target: IO[bytes]) -> None:
    """A helper's life: answer until the writer closes the pipe."""
    from django_scopes import scopes_disabled  # reason: app ready

    from umsicht.search.language import analysis  # reason: app ready

    analysis.watch_spellings()
    gc.disable()  # nothing here refers to itself; looking for it costs a third of the time
    preparers: dict[str, Preparer] = {}
    while True:
        try:
            name, ids = pickle.load(source)  # noqa: S301 - from the writer that started this process
        except EOFError:
            return
        asked = kind(name)
        if asked is None:
            raise HelperFailed(f"No kind named {name} is registered.")
        preparer = preparers.setdefault(name, Preparer(asked))
        # unscoped: the index holds the whole instance
        with scopes_disabled():
            rows = [preparer.prepare(document) for document in asked.fetch(ids) if document.published]
        answer: Answer = (rows, analysis.take_seen())
        pickle.dump(answer, target, protocol=pickle.HIGHEST_PROTOCOL)
        target.flush()


def main() -> None:
    import django  # reason: app ready

    # What anything prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    django.setup()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
