"""What cleaning answers. Refusals are codes; the words for people stand in files.refusals."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):
    """The file is not taken. `code` is one of files.refusals."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Piece:
    """One written file; `name` is empty for the main one."""

    path: str
    mime: str
    name: str = ""
    width: int | None = None
    height: int | None = None


@dataclass
class Cleaned:
    pieces: list[Piece] = field(default_factory=list)
    pages: int | None = None
