"""The structure of a day to take along: drawing, nested list, and a table of what each body rests on and who sits there.

As PDF/UA or Word. `nodes` are handed over by the caller, who has asked which bodies the reader may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.core.documents import Block, Column, Meta, blocks, docx_of_blocks, pdf_of_blocks
from umsicht.council.enums import BodyLink, SeatRole
from umsicht.council.interfaces import chart
from umsicht.council.models import Body, Seat
from umsicht.council.queries.bodies import Node, seats_by_body
from umsicht.council.values import day_text
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def every(nodes: Sequence[Node]) -> Iterator[Node]:
    """All bodies of a structure, each before those below it."""
    for node in nodes:
        yield node
        yield from every(node.children)


def written(
    tenant: Tenant, nodes: Sequence[Node], day: dt.date, *, kind: str, source_line: str = ""
) -> tuple[bytes, str]:
    """The file as "pdf" or "docx", and its name."""
    write = pdf_of_blocks if kind == "pdf" else docx_of_blocks
    meta = meta_of(tenant, nodes, day, source_line=source_line)
    return write(report(tenant, nodes, day), meta=meta), f"aufbau-{day:%Y-%m-%d}.{kind}"


def meta_of(tenant: Tenant, nodes: Sequence[Node], day: dt.date, *, source_line: str = "") -> Meta:
    office = tenant.official_name or tenant.name
    demo = any(node.body.is_demo for node in every(nodes))
    return Meta(
        title=_("Structure of the bodies on %(day)s") % {"day": day_text(day)},
        author=office,
        date=clock.today(),
        letterhead=(tenant.title if not tenant.is_state else office, office),
        marking=_("Partly demo, made up") if demo else "",
        source_line=source_line,
    )


def report(tenant: Tenant, nodes: Sequence[Node], day: dt.date) -> list[Block]:
    """Three queries whatever the number of bodies; an empty structure says so."""
    found = list(every(nodes))
    if not found:
        return [blocks.paragraph(_("No body is entered for this day."))]
    seats = seats_by_body([node.body for node in found], day)
    parts: list[Block] = []
    drawing = chart.printed(nodes)
    if drawing:
        note = _("Full line: part of the body above. Broken line: attached to it.")
        label = _("Structure of the bodies; the list below says the same")
        parts.append(blocks.figure(_("Drawing"), drawing, alt=label, notes=[note]))
    parts += [blocks.heading(_("Who stands where")), _tree(nodes)]
    parts += [blocks.heading(_("Basis, chair and seats")), _table(found, seats)]
    return parts + _coverage(tenant, found, seats)


def _tree(nodes: Sequence[Node]) -> Block:
    items = [
        [blocks.paragraph(_line(node)), *([_tree(node.children)] if node.children else [])] for node in nodes
    ]
    return {"kind": "list", "ordered": False, "start": 1, "items": items}


def _line(node: Node) -> str:
    words = [node.name, str(node.body.get_kind_display())]
    if node.seats:
        words.append(ngettext("%(n)s seat", "%(n)s seats", node.seats) % {"n": node.seats})
    if node.link == BodyLink.ATTACHED:
        words.append(_("attached"))
    return ", ".join(words)


def _table(found: Sequence[Node], seats: dict[int, list[Seat]]) -> Block:
    columns = [
        Column(_("Body"), width=2.4),
        Column(_("Basis"), width=2.4),
        Column(_("Chair"), width=2.2),
        Column(_("Seats"), align="right", width=0.7),
        Column(_("Sectors"), align="right", width=0.9),
    ]
    rows: list[list[Any]] = []
    for node in found:
        own = seats.get(node.body.pk, [])
        chairs = [seat.office for seat in own if seat.role in (SeatRole.CHAIR, SeatRole.CO_CHAIR)]
        sectors = {seat.sector for seat in own if seat.sector}
        rows.append(
            [
                node.name,
                _basis(node.body),
                "; ".join(chairs) or _("not entered"),
                str(len(own)) if own else "–",
                str(len(sectors)) if sectors else "–",
            ]
        )
    note = _(
        "The basis is as it is on record today. Seats belong to offices and organisations, never to persons."
    )
    return blocks.table(columns, rows, note=note)


def _basis(body: Body) -> str:
    parts = [body.basis, day_text(body.basis_on)]
    if body.basis_until:
        parts.append(_("until %(day)s") % {"day": day_text(body.basis_until)})
    return ", ".join(part for part in parts if part) or _("not entered")


def _coverage(tenant: Tenant, found: Sequence[Node], seats: dict[int, list[Seat]]) -> list[Block]:
    """Which parts of the network have a seat, and where."""
    words, rows = catalogue(tenant), []
    for code, label in words.choices(Scheme.SECTOR):
        where = [
            node.short or node.name
            for node in found
            if any(seat.sector == code for seat in seats.get(node.body.pk, []))
        ]
        rows.append([label, ", ".join(where) or _("no seat in any of these bodies")])
    if not rows:
        return []
    columns = [Column(_("Sector"), width=1.5), Column(_("Has a seat in"), width=3)]
    return [blocks.heading(_("Which sectors have a seat")), blocks.table(columns, rows)]
