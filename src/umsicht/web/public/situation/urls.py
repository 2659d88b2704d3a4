"""Addresses of the crime picture: the state's own, and each town's."""

from __future__ import annotations

from django.urls import URLPattern, path

from umsicht.web.public.situation import files, indicator, overview, state


def _of(prefix: str, suffix: str) -> list[URLPattern]:
    one = f"{prefix}lage/<slug:slug>"
    return [
        path(f"{prefix}lage.csv", overview.as_csv, name=f"situation_csv{suffix}"),
        path(f"{prefix}lage.json", files.indicators, {"ending": "json"}, name=f"situation_json{suffix}"),
        path(f"{prefix}lage.xlsx", files.indicators, {"ending": "xlsx"}, name=f"situation_xlsx{suffix}"),
        path(f"{one}.csv", indicator.as_csv, name=f"indicator_csv{suffix}"),
        path(f"{one}.json", indicator.as_json, name=f"indicator_json{suffix}"),
        path(f"{one}.xlsx", indicator.as_xlsx, name=f"indicator_xlsx{suffix}"),
        path(one, indicator.page, name=f"indicator{suffix}"),
    ]


app_name = "situation"
urlpatterns: list[URLPattern] = [
    path("lage", state.page, name="state"),
    path("lage.geojson", state.as_geojson, name="state_geojson"),
    *(
        path(f"lage/kreise.{ending}", files.districts, {"ending": ending}, name=f"districts_{ending}")
        for ending in ("csv", "json", "xlsx")
    ),
    *_of("", "_state"),
    path("<slug:municipality>/lage", overview.town, name="town"),
    *_of("<slug:municipality>/", ""),
]
