"""The prevention council and the bodies around it, as they were on the last day of the period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from umsicht.core.evidence import Ask, Form, Grid, Line, Statement
from umsicht.council.enums import BodyKind, BodyLink, Precision, SeatRole
from umsicht.council.interfaces import chart
from umsicht.council.interfaces.evidence.common import bodies, day_words, of_body, say
from umsicht.council.interfaces.structure_report import every
from umsicht.council.models import Body, Seat
from umsicht.council.queries.bodies import alive, seats_by_body, seats_of, title_of
from umsicht.council.queries.bodies import structure as structure_of

GROUPS = (BodyKind.WORKING_GROUP, BodyKind.EXPERT_CIRCLE, BodyKind.ACCOMPANYING)
BOARDS = (BodyKind.REVIEW_BOARD, BodyKind.STEERING)
LEADS = (SeatRole.CHAIR, SeatRole.CO_CHAIR)


def _of(ask: Ask, *kinds: str) -> QuerySet[Body]:
    found = bodies(ask).filter(alive(ask.last), kind__in=kinds).select_related("tenant")
    return found.prefetch_related("names").order_by("pk")


def founding(ask: Ask) -> Sequence[Statement]:
    return [one for body in _of(ask, BodyKind.COUNCIL) for one in _founding(ask, body)]


def _founding(ask: Ask, body: Body) -> Iterator[Statement]:
    records, demo = (of_body(body),), body.is_demo
    if body.founded_on:
        if body.basis and body.basis_on and body.founded_precision == Precision.DAY:
            text = say(
                "founded", council="council", day=body.founded_on, basis=body.basis, basis_on=body.basis_on
            )
        else:
            text = say(
                "founded_plain", council="council", day=day_words(body.founded_on, body.founded_precision)
            )
        yield Statement("council.founding", text, records, is_demo=demo)
    if body.department:
        text = say("department", council="council", department=f"dem {body.department}")
        yield Statement("council.founding.department", text, records, is_demo=demo)
    names = sorted(body.names.all(), key=lambda name: (name.valid_from is not None, name.valid_from, name.pk))
    if len(names) < 2:
        return
    words = [say("first_name", council="council", name=names[0].name)]
    for name in names[1:]:
        if name.valid_from is None or name.valid_from > ask.last:
            continue
        since = day_words(name.valid_from, name.precision)
        key = "later_name" if name.reason else "later_name_plain"
        words.append(say(key, council="council", since=since, name=name.name, reason=name.reason))
    yield Statement("council.founding.names", " ".join(words), records, is_demo=demo)


def seats(ask: Ask) -> Sequence[Statement]:
    return [one for body in _of(ask, BodyKind.COUNCIL) if (one := _seats(ask, body)) is not None]


def _seats(ask: Ask, body: Body) -> Statement | None:
    found = seats_of(body, day=ask.last)
    if not found:
        return None
    words = [say("seats", council="council", n=len(found))]
    for key, roles in (("chair", LEADS), ("deputy", (SeatRole.DEPUTY_CHAIR,))):
        words += [say(key, office=seat.office) for seat in found if seat.role in roles]
    return Statement(
        "council.seats",
        " ".join(words),
        (of_body(body),),
        Form.LIST,
        lines=_lines(found),
        is_demo=body.is_demo,
    )


def _lines(found: Sequence[Seat]) -> tuple[Line, ...]:
    return tuple(Line(str(seat.get_role_display()), seat.office) for seat in found)


def structure(ask: Ask) -> Sequence[Statement]:
    """The drawing of the last day of the period; the table beside it says the same."""
    nodes = structure_of(ask.last, public_only=ask.public)
    found = list(every(nodes))
    if not found:
        return []
    groups = [node for node in found if node.body.kind in GROUPS]
    attached = [
        node.name for node in found if node.link == BodyLink.ATTACHED and node.body.kind not in GROUPS
    ]
    words = [say("groups" if groups else "groups_none", day=ask.last, n=len(groups))]
    if attached:
        words.append(say("attached", names=attached))
    rows = tuple(
        (
            node.name,
            str(node.body.get_kind_display()),
            "angegliedert" if node.link == BodyLink.ATTACHED else "",
            str(node.seats) if node.seats else "–",
        )
        for node in found
    )
    grid = Grid(
        ("Gremium", "Art", "Stellung", "Sitze"), rows, f"Gremien am {day_words(ask.last)}", right=(3,)
    )
    return [
        Statement(
            "council.structure",
            " ".join(words),
            tuple(of_body(node.body, node.name) for node in found),
            Form.TABLE,
            grid=grid,
            picture=chart.printed(nodes),
            is_demo=any(node.body.is_demo for node in found),
        )
    ]


def groups(ask: Ask) -> Sequence[Statement]:
    """What each group rests on and who leads it."""
    found = list(_of(ask, *GROUPS))
    if not found:
        return []
    held = seats_by_body(found, ask.last)
    rows = tuple(
        (
            title_of(body, ask.last),
            day_words(body.founded_on, body.founded_precision) or "–",
            body.basis or "–",
            "; ".join(seat.office for seat in held.get(body.pk, []) if seat.role in LEADS) or "–",
        )
        for body in found
    )
    grid = Grid(
        ("Gremium", "Seit", "Grundlage", "Leitung"), rows, "Arbeitsgruppen, Fachkreise und Begleitgremien"
    )
    text = say("overview", n=len(found))
    return [Statement.about(found, of_body, "council.groups", text, Form.TABLE, grid=grid)]


def boards(ask: Ask) -> Sequence[Statement]:
    return [one for body in _of(ask, *BOARDS) for one in _board(ask, body)]


def _board(ask: Ask, body: Body) -> Iterator[Statement]:
    found, records = seats_of(body, day=ask.last), (of_body(body),)
    words = [say("body_of", name=title_of(body, ask.last), kind=body.get_kind_display())]
    words += [say("led_by", office=seat.office) for seat in found if seat.role in LEADS]
    if body.basis and body.basis_on:
        words.append(say("basis", basis=body.basis, day=body.basis_on))
    elif body.basis:
        words.append(say("basis_plain", basis=body.basis))
    if found:
        words.append(say("works_in", n=len(found)))
    yield Statement(
        "council.board", " ".join(words), records, Form.LIST, lines=_lines(found), is_demo=body.is_demo
    )
    if body.about:
        yield Statement(
            f"council.board.about.{body.code}", body.about, records, Form.QUOTE, is_demo=body.is_demo
        )
