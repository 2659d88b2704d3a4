"""From the address of a search to what a saved search needs: one canonical form, words for people, the engine's request."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from umsicht.demand import contract
from umsicht.demand.contract import Asked
from umsicht.search.contract import MOST_RESULTS
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public.frame import Portal
from umsicht.web.public.search.facets import BY_NAME
from umsicht.web.public.search.finding import Finder
from umsicht.web.public.search.params import SearchParams

LONGEST_TITLE = 180


def portal(tenant: Tenant) -> Portal:
    return Portal(tenant, "" if tenant.is_state else f"/{tenant.slug}")


def asked(tenant: Tenant, query: str) -> Asked:
    """Page, order and view fall away: they don't change what is found."""
    params = replace(SearchParams.read(QueryDict(query)), page=1, sort="", view="")
    finder = Finder(tenant, tenant if tenant.is_state else state_office(), params)
    canonical = params.query()
    return Asked(
        query=canonical.removeprefix("?"),
        title=title(finder),
        url=portal(tenant).url("angebote") + canonical,
        request=finder.request(offset=0, limit=MOST_RESULTS, facets=False),
        tenants=finder.scope(),
    )


def title(finder: Finder) -> str:
    """ "„Mobbing“, Klasse 3, in Chemnitz"."""
    params, words = finder.params, catalogue(finder.tenant)
    parts = [_("“%(text)s”") % {"text": params.text}] if params.text else []
    for name, codes in params.chosen.items():
        labels = BY_NAME[name].labels(words, finder)
        parts += [str(labels.get(code, code)) for code in codes]
    if params.near:
        place = finder.atlas.district(params.near)
        near = _("near %(place)s") % {"place": place.name if place else _("your position")}
        parts.append(f"{near}, {params.radius} km" if params.radius else near)
    parts = parts or [_("all offers")]
    place_name = _("Saxony") if finder.tenant.is_state else finder.tenant.name
    where = _("in %(place)s") % {"place": place_name}
    also = [_("also from neighbouring towns")] if params.neighbours else []
    shown = ", ".join([*parts, where, *also])
    return shown if len(shown) <= LONGEST_TITLE else f"{shown[: LONGEST_TITLE - 1]}…"


def register() -> None:
    contract.set_reader(asked)
