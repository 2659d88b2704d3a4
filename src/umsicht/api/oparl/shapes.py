"""Parameters (checked) and shapes (documented) of the OParl interface."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field

LIMIT = 100
MAX_DEPTH = 1_000_000


def _with_plus(value: object) -> object:
    """A plus sign that was not encoded arrives as a space."""
    return value.replace(" ", "+") if isinstance(value, str) else value


Moment = Annotated[
    AwareDatetime | None,
    BeforeValidator(_with_plus),
    Field(description="Zeitpunkt mit Zeitzone, wie 2026-01-31T00:00:00+01:00."),
]


class ObjectParameters(Schema):
    model_config = ConfigDict(extra="ignore")

    omit_internal: Annotated[bool, Field(description="Ohne eingebettete Listen.")] = False


class ListParameters(ObjectParameters):
    created_since: Moment = None
    created_until: Moment = None
    modified_since: Annotated[
        Moment, Field(description="Geändert seit; die Liste nennt dann auch gelöschte Objekte.")
    ] = None
    modified_until: Moment = None
    limit: Annotated[int, Field(ge=1, description=f"Objekte je Seite, höchstens {LIMIT}.")] = LIMIT
    page: Annotated[int, Field(ge=1, le=MAX_DEPTH)] = 1

    @property
    def size(self) -> int:
        return min(self.limit, LIMIT)

    def query(self, page: int) -> list[tuple[str, str]]:
        """The canonical writing: always in this order, nothing that is the default anyway."""
        moments = {
            name: getattr(self, name)
            for name in ("created_since", "created_until", "modified_since", "modified_until")
        }
        found = [
            (name, value.isoformat()) for name, value in moments.items() if isinstance(value, dt.datetime)
        ]
        found += [("omit_internal", "true")] if self.omit_internal else []
        found += [("limit", str(self.size))] if self.size != LIMIT else []
        return found + ([("page", str(page))] if page > 1 else [])


class Fault(Schema):
    """The error object of the standard (chapter 2.9)."""

    type: str
    message: str
    debug: str


class Pages(Schema):
    totalElements: int  # noqa: N815 - names of the standard
    elementsPerPage: int  # noqa: N815
    currentPage: int  # noqa: N815
    totalPages: int  # noqa: N815


class ListShape(Schema):
    data: list[dict[str, Any]]
    pagination: Pages
    links: dict[str, str]


class ObjectShape(Schema):
    model_config = ConfigDict(extra="allow")

    id: str
    type: str
    created: str
    modified: str
