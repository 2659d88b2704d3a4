"""What every importer reports: what changed, and each refused row with line, column and reason.

An importer reads the whole file first. Refused rows are named one by one; if there is any, nothing is written
unless the caller asked to skip bad rows. A dry run does all but write.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Refusal:
    """One thing wrong in a file. `line` counts from 1; `column` is a column or field name; `reason` is German.

    `value` is what stood there, cut to a length that fits a report.
    """

    line: int
    column: str
    reason: str
    value: str = ""

    def __str__(self) -> str:
        place = f"Zeile {self.line}" + (f", {self.column}" if self.column else "")
        return f"{place}: {self.reason}"


@dataclass
class Report:
    """Counts and refusals of one import; `notes` are German sentences a person should read."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dry_run: bool = False
    written: bool = False

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged

    def refuse(self, line: int, column: str, reason: str) -> None:
        self.refused.append(Refusal(line, column, reason))

    def summary(self) -> str:
        head = f"{self.created} neu, {self.changed} geändert, {self.unchanged} unverändert, {len(self.refused)} abgelehnt"
        if self.dry_run:
            return head + " (Probelauf, nichts geschrieben)"
        return head if self.written else head + " (nichts geschrieben)"
