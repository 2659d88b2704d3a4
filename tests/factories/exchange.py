"""Sources, imports and what belongs to them for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import itertools
from typing import Any

from tests.factories.tenancy import make_tenant
from umsicht.exchange.models import Import, ImportRow, Link, Question, Source
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

_count = itertools.count(1001)


def make_source(tenant: Tenant | None = None, **fields: Any) -> Source:
    number = next(_count)
    source = Source(
        tenant=tenant or make_tenant(), **({"name": f"Quelle {number}", "kind": "table"} | fields)
    )
    source.save()
    return source


def make_import(source: Source, **fields: Any) -> Import:
    run = Import(
        tenant=source.tenant, source=source, **({"kind": source.kind, "file_name": "liste.csv"} | fields)
    )
    run.save()
    return run


def make_row(run: Import, **fields: Any) -> ImportRow:
    number = next(_count)
    row = ImportRow(
        tenant=run.tenant,
        run=run,
        **(
            {
                "number": number,
                "place": f"Zeile {number}",
                "key": f"k-{number}",
                "title": "Neu",
                "plan": "new",
            }
            | fields
        ),
    )
    row.save()
    return row


def make_link(source: Source, offer: Offer, **fields: Any) -> Link:
    number = next(_count)
    defaults = {"kind": "offer", "key": f"k-{number}", "title": offer.title, "offer": offer}
    link = Link(tenant=source.tenant, source=source, **(defaults | fields))
    link.save()
    return link


def make_question(source: Source, offer: Offer, **fields: Any) -> Question:
    number = next(_count)
    values = {"offer": {"title": "Anderes"}, "organisation": {"name": "Verein"}, "point": {}}
    defaults = {
        "kind": "duplicate",
        "key": f"f-{number}",
        "title": "Anderes",
        "offer": offer,
        "score": 80,
        "values": values,
    }
    question = Question(tenant=source.tenant, source=source, **(defaults | fields))
    question.save()
    return question
