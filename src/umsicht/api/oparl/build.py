"""Objects by their references: a page of one kind in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from umsicht.api.oparl import frames, papers, reads, sessions, visible, written
from umsicht.api.oparl.kinds import KINDS
from umsicht.api.oparl.nodes import ADDED, ITEM, STEP, TEXT, WRITTEN, Node, Ref
from umsicht.council.queries import visibility
from umsicht.tenancy.models import Tenant

CHUNK = 500
_INSIDE = {"AgendaItem", "Consultation", "File"}
"""Read together with the meeting or paper that holds them."""


def chosen(kind: str, refs: Sequence[Ref], tenants: Iterable[Tenant]) -> list[Node]:
    """Those of the objects that are public now, in the order asked for; needs the scope of the tenants.

    Records are asked for one tenant at a time.
    """
    if not refs:
        return []
    towns = list(tenants)
    made = _MAKERS[kind](refs, towns[0]) if visible.is_record(kind) else frames.nodes(kind, towns)
    found = {node.ref: node for node in made}
    return [found[ref] for ref in refs if ref in found]


def everything(tenant: Tenant) -> Iterator[Node]:
    """All public objects of a tenant, kind by kind, in chunks; needs its scope."""
    for kind in KINDS:
        if kind in _INSIDE:
            continue
        if visible.is_record(kind):
            for some in _chunks(_refs(kind)):
                for node in chosen(kind, some, [tenant]):
                    yield node
                    yield from _held(node)
        else:
            yield from frames.nodes(kind, [tenant])


def _held(node: Node) -> Iterator[Node]:
    """Objects inside it that stand nowhere else."""
    for value in node.body.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Node) and part.ref.kind in _INSIDE:
                yield part


def _refs(kind: str) -> Iterator[Ref]:
    for key, found in visible.records(kind).items():
        for pk in found.order_by("pk").values_list("pk", flat=True):
            yield Ref(kind, pk, key)


def _chunks(refs: Iterator[Ref]) -> Iterator[list[Ref]]:
    while some := list(islice(refs, CHUNK)):
        yield some


def _by_key(refs: Iterable[Ref], key: str) -> list[int]:
    return [ref.pk for ref in refs if ref.key == key]


def _organisations(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    return frames.organisations([ref.pk for ref in refs])


def _memberships(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    found = reads.seats().filter(pk__in=[ref.pk for ref in refs]).order_by("pk")
    return [frames.membership(seat) for seat in found]


def _meetings(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    return sessions.nodes([ref.pk for ref in refs], town)


def _items(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    ids = [ref.pk for ref in refs]
    around = visibility.public_items().filter(pk__in=ids).order_by().values_list("meeting_id", flat=True)
    return sessions.items(ids, set(around), town)


def _papers(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    made = written.papers(_by_key(refs, WRITTEN), town)
    return [*papers.nodes(_by_key(refs, ""), town), *made]


def _consultations(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    steps = visibility.public_steps().filter(pk__in=_by_key(refs, STEP)).order_by()
    items = reads.items_with_paper().filter(pk__in=_by_key(refs, ITEM)).order_by()
    owners = {*steps.values_list("paper_id", flat=True), *items.values_list("paper_id", flat=True)}
    made = written.consultations(_by_key(refs, WRITTEN), town)
    return [*papers.consultations([(ref.pk, ref.key) for ref in refs], owners, town), *made]


def _files(refs: Sequence[Ref], town: Tenant) -> list[Node]:
    added = reads.attachments().filter(pk__in=_by_key(refs, ADDED)).order_by()
    owners = {*_by_key(refs, TEXT), *added.values_list("paper_id", flat=True)}
    return papers.files([(ref.pk, ref.key) for ref in refs], owners, town)


_MAKERS: dict[str, Callable[[Sequence[Ref], Tenant], list[Node]]] = {
    "Organization": _organisations,
    "Membership": _memberships,
    "Meeting": _meetings,
    "AgendaItem": _items,
    "Paper": _papers,
    "Consultation": _consultations,
    "File": _files,
}
