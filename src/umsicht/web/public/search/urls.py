"""Addresses of the search, for the alliance's portal (no prefix) and for each municipality's."""

from __future__ import annotations

from django.urls import URLPattern, path

from umsicht.web.public.search import exports, page, suggest


def _addresses(prefix: str, suffix: str) -> list[URLPattern]:
    return [
        path(f"{prefix}angebote", page.results, name=f"offers{suffix}"),
        path(f"{prefix}angebote.csv", exports.as_csv, name=f"offers_csv{suffix}"),
        path(f"{prefix}angebote.json", exports.as_json, name=f"offers_json{suffix}"),
        path(f"{prefix}angebote.xlsx", exports.as_xlsx, name=f"offers_xlsx{suffix}"),
        path(f"{prefix}angebote.geojson", exports.as_geojson, name=f"offers_geojson{suffix}"),
        path(f"{prefix}angebote.atom", exports.as_feed, name=f"offers_feed{suffix}"),
        path(f"{prefix}vorschlaege", suggest.suggestions, name=f"suggestions{suffix}"),
    ]


app_name = "search"
urlpatterns = [*_addresses("", "_state"), *_addresses("<slug:municipality>/", "")]
