"""The catalogue in two notations."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from umsicht.api.dcat.catalogue import nodes
from umsicht.api.dcat.graph import jsonld, turtle


@require_safe
def as_jsonld(request: HttpRequest) -> HttpResponse:
    text = json.dumps(jsonld(nodes()), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/ld+json; charset=utf-8")


@require_safe
def as_turtle(request: HttpRequest) -> HttpResponse:
    return HttpResponse(turtle(nodes()), content_type="text/turtle; charset=utf-8")
