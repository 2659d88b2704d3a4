from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from tests.factories.directory import make_organisation
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_state, make_tenant
from umsicht.demand.counter import counter
from umsicht.directory.models import Organisation
from umsicht.search import writer
from umsicht.search.engine.reader import reader
from umsicht.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has an index and a spool of its own, and counts from nothing."""
    settings.PAGE_CACHE = False
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.DATA_DIR = tmp_path
    counter().forget()
    yield
    counter().forget()


@pytest.fixture
def state(db: None) -> Tenant:
    return make_state(slug="land", name="Land")


@pytest.fixture
def town(state: Tenant) -> Tenant:
    make_terms()
    return make_tenant(slug="musterstadt", name="Musterstadt", lat=51.0, lon=13.0)


@pytest.fixture
def provider(town: Tenant) -> Organisation:
    return make_organisation(town, name="Verein Nord", slug="verein-nord")


@pytest.fixture
def indexed() -> Callable[[], None]:
    def rebuild() -> None:
        writer.rebuild(progress=lambda *_: None)
        reader.refresh(force=True)

    return rebuild


@pytest.fixture
def mails(django_capture_on_commit_callbacks: Any) -> Callable[..., list[mail.EmailMessage]]:
    """Run something as if it were committed; the mails that went out by it."""

    def run(action: Callable[[], Any]) -> list[mail.EmailMessage]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            action()
        return mail.outbox[before:]

    return run
