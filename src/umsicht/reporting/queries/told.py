"""What the witnesses of all packages say to one report, and which of their records may be named in it."""

from __future__ import annotations

from collections.abc import Iterable

from umsicht.core.evidence import Ask, Record, Statement
from umsicht.reporting.evidence import providers


class Told:
    """What the witnesses say to one report; each is asked once, however often it is named."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._said: dict[str, list[Statement]] = {}
        self._every = False

    def by(self, code: str) -> list[Statement]:
        """A code that no longer exists says nothing."""
        if code not in self._said:
            found = providers().get(code)
            self._said[code] = list(found.gather(self.ask)) if found is not None else []
        return self._said[code]

    def hear(self, codes: Iterable[str]) -> None:
        for code in codes:
            if code:
                self.by(code)

    def record(self, kind: str, key: str) -> Record | None:
        """The record as its witness names it now, wherever in the report it is told; None once it is gone or closed."""
        found = self._known().get((kind, key))
        if found is None and not self._every:
            self._every = True
            self.hear(providers())
            found = self._known().get((kind, key))
        return found

    def _known(self) -> dict[tuple[str, str], Record]:
        every = (one for said in self._said.values() for one in said)
        return {(record.kind, record.key): record for one in every for record in one.records}
