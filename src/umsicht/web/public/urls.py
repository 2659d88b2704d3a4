"""Addresses of the portals. Fixed words first, then a municipality's pages."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from umsicht.web.public import fixed, texts


class FixedPage:
    """One of the fixed pages by its word, so that one route stands for all of them."""

    regex = "|".join(texts.PAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FixedPage, "fixed")

app_name = "public"


def _everywhere(prefix: str, suffix: str) -> list[URLPattern]:
    """Pages that the alliance and each municipality have. `suffix` keeps their names apart."""
    easy, english = {"language": "ls"}, {"language": "en"}
    return [
        path(f"{prefix}en", fixed.fixed, {"page": "start", **english}, name=f"english{suffix}"),
        path(f"{prefix}leichte-sprache", fixed.fixed, {"page": "start", **easy}, name=f"easy{suffix}"),
        path(f"{prefix}en/<fixed:page>", fixed.fixed, english, name=f"page_en{suffix}"),
        path(f"{prefix}leichte-sprache/<fixed:page>", fixed.fixed, easy, name=f"page_ls{suffix}"),
        path(f"{prefix}<fixed:page>", fixed.fixed, name=f"page{suffix}"),
    ]


urlpatterns = [
    *_everywhere("", "_state"),
    *_everywhere("<slug:municipality>/", ""),
]
