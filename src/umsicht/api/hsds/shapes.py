"""Parameters (checked) and response shapes (documented) of the HSDS API."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

MAX_PER_PAGE = 100
MAX_DEPTH = 1_000_000


class Strict(Schema):
    model_config = ConfigDict(extra="ignore")


class PageParameters(Strict):
    search: Annotated[
        str, Field(max_length=200, description="Freie Suche, deutsch, auch in Alltagssprache.")
    ] = ""
    page: Annotated[int, Field(ge=1, le=MAX_DEPTH)] = 1
    per_page: Annotated[int, Field(ge=1, le=MAX_PER_PAGE)] = 50
    format: Annotated[Literal["json"], Field(description="Nur JSON.")] = "json"


class ServiceParameters(PageParameters):
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    organization_id: uuid.UUID | None = None
    modified_after: Annotated[
        AwareDatetime | dt.date | None, Field(description="Zeitpunkt mit Zeitzone oder Tag (UTC).")
    ] = None
    municipality: Annotated[
        str,
        Field(max_length=8, pattern=r"^(\d{8})?$", description="Amtlicher Gemeindeschlüssel (Erweiterung)."),
    ] = ""
    minimal: bool = False
    full: bool = False


class OrganisationParameters(PageParameters):
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    full: bool = False
    full_service: bool = False


class TermParameters(PageParameters):
    taxonomy_id: uuid.UUID | None = None
    parent_id: uuid.UUID | None = None
    top_only: bool = False


class About(Schema):
    version: str
    profile: str
    openapi_url: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


class Page(Schema):
    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class Open(Schema):
    model_config = ConfigDict(extra="allow")


class ServiceShape(Open):
    id: uuid.UUID
    name: str
    status: Literal["active", "inactive", "defunct", "temporarily closed"]


class NamedShape(Open):
    id: uuid.UUID
    name: str
    description: str


class AtLocationShape(Open):
    id: uuid.UUID
    service_id: uuid.UUID
    location_id: uuid.UUID
    location: dict[str, Any]


class ServicePage(Page):
    contents: list[ServiceShape]


class ServiceAtLocationPage(Page):
    contents: list[AtLocationShape]


class OrganisationPage(Page):
    contents: list[NamedShape]


class TaxonomyPage(Page):
    contents: list[NamedShape]


class TermPage(Page):
    contents: list[NamedShape]
