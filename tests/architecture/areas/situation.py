from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, portal, state_desk, words
from tests.factories.tenancy import make_state
from umsicht.accounts.models import User
from umsicht.situation.domain.catalogue import load_catalogue
from umsicht.situation.enums import PeopleBasis
from umsicht.situation.models import Dataset, Edition, Indicator, Observation, People, Region
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_SLUG = "raub"
_ENDINGS = ("csv", "json", "xlsx")
_FILES = ("", "_csv", "_json", "_xlsx")

ROWS: list[Row] = [
    everyone("situation:state"),
    everyone("situation:state_geojson"),
    *(everyone(f"situation:situation_{ending}_state") for ending in _ENDINGS),
    *(
        everyone(f"situation:districts_{ending}", query=lambda world: f"?kennzahl={_SLUG}")
        for ending in _ENDINGS
    ),
    *(everyone(f"situation:indicator{name}_state", kwargs=words(slug=_SLUG)) for name in _FILES),
    *(
        everyone(f"situation:indicator{name}_state", 404, kwargs=words(slug="gibt-es-nicht"))
        for name in _FILES
    ),
    everyone("situation:town", kwargs=portal()),
    *(everyone(f"situation:situation_{ending}", kwargs=portal()) for ending in _ENDINGS),
    *(everyone(f"situation:indicator{name}", kwargs=portal(slug=_SLUG)) for name in _FILES),
    everyone("dcat_jsonld"),
    everyone("dcat_turtle"),
    desk("desk_situation", _WORKS),
    desk("desk_situation_upload", ""),
    desk("desk_situation_upload", "", method="post"),
    state_desk("desk_situation"),
    state_desk("desk_situation_upload"),
    state_desk("desk_situation_upload", 400, method="post"),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """Two years of one indicator for the own town, a city without a district, and for the state."""
    load_catalogue()
    make_state(key="14")
    state, indicator = Region.objects.get(code="14"), Indicator.objects.get(slug=_SLUG)
    town = Region.objects.create(code=own.key[:5], kind="city", name=own.name, parent=state, first_year=2015)
    for region in (state, town):
        make_years(indicator, region)
    return {}


def make_years(indicator: Indicator, region: Region) -> None:
    for year in (2021, 2022):
        edition, _made = Edition.objects.get_or_create(
            dataset=Dataset.objects.get(),
            year=year,
            number=1,
            defaults={"as_of": f"{year}-12-31", "sha256": "0" * 64},
        )
        People.objects.create(
            region=region, year=year, basis=PeopleBasis.EDITION, persons=240_000, source="Probe"
        )
        Observation.objects.create(
            indicator=indicator, region=region, edition=edition, year=year, cases=150, cleared=80
        )
