"""What a council stands in: the municipality (Body), its bodies, offices with a seat, places, periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from umsicht.api.oparl import reads
from umsicht.api.oparl.kinds import LICENCE, LISTS_OF_BODY
from umsicht.api.oparl.nodes import Listing, Node, Ref, day, key_of, keywords, said
from umsicht.core import clock
from umsicht.council.enums import BodyKind, Precision, Vote
from umsicht.council.models import Body, Seat
from umsicht.council.queries import visibility
from umsicht.council.values import name_on, runs_on
from umsicht.tenancy.models import Tenant

TOWN = "town"


def portal(tenant: Tenant, path: str = "") -> str | None:
    """An address on the tenant's portal; the state office's own portal shows bodies, but none of their meetings and papers."""
    if tenant.is_state:
        path = path.removeprefix("praeventionsrat/")
        return f"{settings.SITE_URL}/{path}" if not path or path.startswith("gremien/") else None
    return f"{settings.SITE_URL}/{tenant.slug}" + (f"/{path}" if path else "")


def body_ref(tenant_id: int) -> Ref:
    return Ref("Body", tenant_id)


def place(tenant_id: int, text: str) -> Node:
    return Node(Ref("Location", tenant_id, key_of(text)), said(description=text))


def nodes(kind: str, tenants: list[Tenant]) -> list[Node]:
    """All objects of a kind that has no records of its own; needs the scope of the tenants."""
    return _MAKERS[kind](tenants)


# ---- the municipality ------------------------------------------------------------------------------------------


def _with_bodies(tenants: list[Tenant]) -> list[tuple[Tenant, list[Body]]]:
    """Tenants that have a public body, with those bodies. A sandbox appears nowhere."""
    found: dict[int, list[Body]] = {}
    for body in visibility.public_bodies().prefetch_related("names").order_by("pk"):
        found.setdefault(body.tenant_id, []).append(body)
    return [
        (tenant, found[tenant.pk])
        for tenant in tenants
        if tenant.pk in found and tenant.is_active and not tenant.is_sandbox
    ]


def _body(tenant: Tenant, bodies: list[Body]) -> Node:
    ref = body_ref(tenant.pk)
    today = clock.today()
    councils = [
        body
        for body in bodies
        if body.kind == BodyKind.COUNCIL and runs_on(today, body.founded_on, body.ended_on)
    ]
    lists = {kind.member: Listing(ref, kind.listed) for kind in LISTS_OF_BODY}
    said_of_it = said(
        system=Ref("System"),
        name=tenant.official_name or tenant.name,
        shortName=tenant.name,
        ags=tenant.key if len(tenant.key) == 8 else "",
        website=portal(tenant),
        license=LICENCE,
        classification=str(tenant.get_kind_display()),
        location=_town(tenant),
        mainOrganization=Ref("Organization", councils[0].pk) if councils else None,
        web=portal(tenant, "praeventionsrat"),
    )
    return Node(ref, said_of_it | lists | {"legislativeTerm": _terms(tenant, bodies)})


def _bodies(tenants: list[Tenant]) -> list[Node]:
    return [_body(tenant, bodies) for tenant, bodies in _with_bodies(tenants)]


def _terms(tenant: Tenant, bodies: list[Body]) -> list[Node]:
    """Prevention councils know no elections: a period is what their agreement says, else the time they have worked."""
    found = [
        Node(
            Ref("LegislativeTerm", tenant.pk, f"body-{body.pk}"),
            said(name=body.basis, startDate=day(body.basis_on), endDate=day(body.basis_until)),
            {"body": body_ref(tenant.pk)},
        )
        for body in bodies
        if body.kind == BodyKind.COUNCIL and body.basis and body.basis_on and body.basis_until
    ]
    starts = [
        body.founded_on for body in bodies if body.founded_on and body.founded_precision == Precision.DAY
    ]
    running_on = Node(
        Ref("LegislativeTerm", tenant.pk, "running"),
        said(name="Fortlaufend, ohne Wahlperiode", startDate=day(min(starts, default=None))),
        {"body": body_ref(tenant.pk)},
    )
    return found or [running_on]


def _all_terms(tenants: list[Tenant]) -> list[Node]:
    return [term for tenant, bodies in _with_bodies(tenants) for term in _terms(tenant, bodies)]


# ---- places ----------------------------------------------------------------------------------------------------


def _town(tenant: Tenant) -> Node | None:
    if tenant.lat is None or tenant.lon is None:
        return None
    point = {"type": "Point", "coordinates": [tenant.lon, tenant.lat]}
    feature = {"type": "Feature", "geometry": point, "properties": {"name": tenant.name}}
    return Node(
        Ref("Location", tenant.pk, TOWN),
        said(description=tenant.name, locality=tenant.name, geojson=feature),
        {"bodies": [body_ref(tenant.pk)]},
    )


def _places(tenants: list[Tenant]) -> list[Node]:
    """Where public meetings take place, each place once, and the town itself."""
    rooms: dict[int, dict[str, Node]] = {}
    found = visibility.public_meetings().exclude(place="").order_by("pk").values_list("tenant_id", "place")
    for tenant_id, text in found:
        node = place(tenant_id, text)
        rooms.setdefault(tenant_id, {}).setdefault(node.ref.key, node)
    made: list[Node] = []
    for tenant, _bodies_of_it in _with_bodies(tenants):
        town = _town(tenant)
        made += ([town] if town is not None else []) + list(rooms.get(tenant.pk, {}).values())
    return made


# ---- bodies and who sits in them -------------------------------------------------------------------------------


def organisations(ids: Iterable[int]) -> list[Node]:
    today = clock.today()
    sitting = Prefetch("seats", queryset=reads.seats().order_by("pk"), to_attr="sitting")
    found = visibility.public_bodies().filter(pk__in=ids).select_related("tenant")
    shown = dict(visibility.public_bodies().values_list("pk", "parent_id"))
    above = dict(Body.objects.values_list("pk", "parent_id"))
    return [
        _organisation(body, today, _shown_above(body.parent_id, shown, above))
        for body in found.prefetch_related("names", sitting)
    ]


def _shown_above(pk: int | None, shown: dict[int, Any], above: Mapping[int, int | None]) -> int | None:
    """The next public body above, as on the portal."""
    while pk is not None and pk not in shown:
        pk = above.get(pk)
    return pk


def _organisation(body: Any, today: Any, above: int | None) -> Node:
    ref = Ref("Organization", body.pk)
    name = name_on(body.names.all(), today)
    exact = body.founded_precision == Precision.DAY
    return Node(
        ref,
        said(
            body=body_ref(body.tenant_id),
            name=name.name if name is not None else body.code,
            shortName=name.short if name is not None else "",
            organizationType="Gremium",
            classification=str(body.get_kind_display()),
            startDate=day(body.founded_on) if exact else None,
            endDate=day(body.ended_on),
            subOrganizationOf=Ref("Organization", above) if above is not None else None,
            membership=[Ref("Membership", seat.pk) for seat in body.sitting],
            meeting=Listing(ref, "meetings"),
            consultation=Listing(ref, "consultations"),
            keyword=keywords(demo=body.is_demo),
            web=portal(body.tenant, f"praeventionsrat/gremien/{body.code}"),
            **{"umsicht:about": body.about, "umsicht:basis": body.basis},
        ),
    )


def person_ref(seat: Seat) -> Ref:
    """An office is one person of the standard, in however many bodies it sits."""
    return Ref("Person", seat.tenant_id, key_of(seat.office))


def membership(seat: Seat) -> Node:
    votes = {Vote.YES: True, Vote.NO: False}.get(Vote(seat.vote))
    return Node(
        Ref("Membership", seat.pk),
        said(
            organization=Ref("Organization", seat.body_id),
            role=str(seat.get_role_display()),
            votingRight=votes,
            startDate=day(seat.valid_from),
            endDate=day(seat.valid_to),
            keyword=keywords(demo=seat.is_demo),
        ),
        {"person": person_ref(seat)},
    )


def _persons(tenants: list[Tenant]) -> list[Node]:
    """Offices and organisations that have or had a seat; never a person's name."""
    known = {tenant.pk for tenant, _bodies_of_it in _with_bodies(tenants)}
    found: dict[Ref, list[Seat]] = {}
    for seat in reads.seats().order_by("pk"):
        if seat.tenant_id in known:
            found.setdefault(person_ref(seat), []).append(seat)
    return [
        Node(
            ref,
            said(
                body=body_ref(ref.pk),
                name=seats[0].office,
                status=["Amt oder Organisation"],
                membership=[membership(seat) for seat in seats],
                keyword=keywords(demo=all(seat.is_demo for seat in seats)),
            ),
        )
        for ref, seats in found.items()
    ]


_MAKERS = {"Body": _bodies, "LegislativeTerm": _all_terms, "Location": _places, "Person": _persons}
