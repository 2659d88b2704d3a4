"""The same import twice, and an edit during an import, at the same moment: on PostgreSQL with real connections."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.exchange.conftest import Desk
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.core.errors import UmsichtError
from umsicht.exchange.domain import imports, taking
from umsicht.exchange.models import Import
from umsicht.offers.domain.offers import change_offer
from umsicht.offers.models import Offer

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]
HEAD = "Nr.;Titel;Anbieter;Kurzbeschreibung\n"


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    make_terms()
    return Desk(make_tenant(), tmp_path)


def lines(count: int, words: str) -> str:
    return HEAD + "".join(f"N{n};Angebot {n};Mut;{words}\n" for n in range(count))


def at_once(office: Desk, *steps: Callable[[], object]) -> list[str]:
    if connection.vendor == "sqlite":
        pytest.skip("one connection only")
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> str:
        try:
            with office.scope():
                barrier.wait(timeout=10)
                step()
        except UmsichtError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(run, steps))


def of(run: Import) -> Import:
    return Import.objects.select_related("source", "tenant").get(pk=run.pk)


def test_the_same_import_started_twice_runs_once(office: Desk) -> None:
    with office.scope():
        run = office.checked(office.source(), lines(60, "Satz."))
    answers = at_once(office, *(lambda: imports.start(run=of(run), actor=None) for _ in range(2)))
    assert answers == ["done", "wrong_state"]


def test_two_workers_at_one_import_double_nothing(office: Desk) -> None:
    with office.scope():
        run = office.checked(office.source(), lines(60, "Satz."))
        imports.start(run=run, actor=None)
    assert at_once(office, *(lambda: taking.take_over(of(run)) for _ in range(2))) == ["done", "done"]
    with office.scope():
        held = of(run)
        assert (held.state, held.written, held.failed, Offer.objects.count()) == ("done", 60, 0, 60)


def test_an_edit_during_the_import_is_not_lost(office: Desk) -> None:
    with office.scope():
        source = office.source()
        office.taken(office.checked(source, lines(60, "Satz.")))
        run = office.checked(source, lines(60, "Neuer Satz."))
        imports.start(run=run, actor=None)
        offer = Offer.objects.select_related("tenant", "provider").get(code="N59")

    def edit() -> None:
        change_offer(
            offer=Offer.objects.select_related("tenant", "provider").get(pk=offer.pk),
            actor=None,
            title="Von Hand",
        )

    at_once(office, edit, lambda: taking.take_over(of(run)))
    with office.scope():
        assert Offer.objects.get(pk=offer.pk).title == "Von Hand"
