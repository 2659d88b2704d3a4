"""The application under load: Umsicht, and beside it a constant page that a bare Django handler answers.

The constant page (30 kB, no middleware, no database) is the yardstick: all figures are ratios to it, measured on the
same server in the same run, so that a slow or busy machine does not change the verdict.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse

from bench.wsgi_path import CONSTANT_PATH

_BODY = ("<!doctype html><title>constant</title>" + "<p>Prävention wirkt.</p>" * 2000).encode()[:30_700]

_site = get_wsgi_application()


class BareHandler(WSGIHandler):
    """Django's own request and response objects and nothing else."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._middleware_chain = convert_exception_to_response(self._constant)

    @staticmethod
    def _constant(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_BODY)


_bare = BareHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    handler = _bare if environ["PATH_INFO"] == CONSTANT_PATH else _site
    return handler(environ, start_response)
