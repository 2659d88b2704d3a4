from __future__ import annotations

import itertools
from typing import Any

from umsicht.council.domain.bodies import create_body
from umsicht.council.domain.documents import create_document
from umsicht.council.domain.seats import create_seat
from umsicht.council.models import Body, BodyDocument, DocumentVersion, Seat
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import Tenant

_count = itertools.count(1)


def make_body(tenant: Tenant, name: str = "", **fields: Any) -> Body:
    """A public working group; needs the scope of the tenant."""
    values: dict[str, Any] = {"kind": "working-group", "is_public": True}
    return create_body(
        tenant=tenant, actor=None, name=name or f"Arbeitsgruppe {next(_count)}", **(values | fields)
    )


def make_seat(body: Body, office: str = "", **fields: Any) -> Seat:
    return create_seat(body=body, actor=None, office=office or f"Amt {next(_count)}", **fields)


def make_document(
    body: Body, title: str = "", *, file: StoredFile | None = None, **fields: Any
) -> BodyDocument:
    """An agreement in the file of the body, with a checked file on wish."""
    values: dict[str, Any] = {"kind": "agreement", "title": title or f"Vereinbarung {next(_count)}"}
    document = create_document(body=body, actor=None, **(values | fields))
    if file is not None:
        DocumentVersion.objects.filter(document=document).update(file=file)
    return document
