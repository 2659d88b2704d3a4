from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django_scopes import scope

from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.exchange.domain import checking, imports, sources, taking
from umsicht.exchange.models import Import, Source
from umsicht.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.fixture(autouse=True)
def _storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        yield tenant


class Desk:
    """What the tests do with lists: write one, read it, take it over."""

    def __init__(self, tenant: Tenant, folder: Path) -> None:
        self.tenant, self.folder = tenant, folder

    def source(self, kind: str = "table", **values: Any) -> Source:
        return sources.create(tenant=self.tenant, actor=None, kind=kind, **({"name": "Jugendamt"} | values))

    def checked(self, source: Source, text: str | bytes, name: str = "liste.csv") -> Import:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        run = imports.receive(source=source, actor=None, file_name=name, path=path)
        if run.state == "mapping":
            imports.start_check(run=run, actor=None)
        checking.check(run)
        run.refresh_from_db()
        return run

    def fed(self, source: Source, records: Any, name: str = "feed.json") -> Import:
        path = self.folder / name
        path.write_text(json.dumps(records))
        return self.fed_file(source, path)

    def scope(self) -> Any:
        return scope(tenant=self.tenant)

    def fed_file(self, source: Source, path: Path) -> Import:
        run = sources.fetch(source=source, actor=None, location=str(path))
        checking.check(run)
        run.refresh_from_db()
        return run

    def taken(self, run: Import) -> Import:
        if run.new + run.changed + run.asked:
            imports.start(run=run, actor=None)
            taking.take_over(run)
        else:
            imports.settle(run=run, actor=None)
        run.refresh_from_db()
        return run


@pytest.fixture
def office(town: Tenant, tmp_path: Path) -> Desk:
    return Desk(town, tmp_path)


def counts(run: Import) -> tuple[int, int, int, int, int]:
    return run.new, run.changed, run.unchanged, run.refused, run.asked
