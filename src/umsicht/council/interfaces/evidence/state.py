"""Bodies of the state office in which towns work together. Always as the public sees them: they are another tenant's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django_scopes import scope

from umsicht.core.evidence import Ask, Form, Line, Statement
from umsicht.council.interfaces.evidence.common import of_body, say
from umsicht.council.models import Body
from umsicht.council.queries.bodies import alive, seats_of, title_of
from umsicht.council.queries.visibility import public_bodies
from umsicht.tenancy.domain.naming import with_article
from umsicht.tenancy.models import Tenant


def groups(ask: Ask) -> Sequence[Statement]:
    state = Tenant.objects.filter(kind="state").first()
    if state is None:
        return []
    with scope(tenant=state):
        found = public_bodies().filter(alive(ask.last), parent__isnull=True)
        whole = found.select_related("tenant").prefetch_related("names").order_by("pk")
        return [one for body in whole for one in _group(ask, body)]


def _group(ask: Ask, body: Body) -> Iterator[Statement]:
    seats, records = seats_of(body, day=ask.last), (of_body(body),)
    words = [say("state_group", name=title_of(body, ask.last))]
    if body.basis:
        words.append(say("basis_plain", basis=body.basis))
    own = [seat for seat in seats if f" {ask.tenant.name} " in f" {seat.office} "]
    if own and len(seats) > 1:
        words.append(say("state_member", town=with_article(own[0].office), n=len(seats) - 1))
    lines = tuple(Line("", seat.office) for seat in seats)
    yield Statement("council.state", " ".join(words), records, Form.LIST, lines=lines, is_demo=body.is_demo)
    if body.about:
        yield Statement("council.state.about", body.about, records, Form.QUOTE, is_demo=body.is_demo)
