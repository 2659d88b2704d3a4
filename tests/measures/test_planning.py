"""The record in the words of Beccaria and SARA, as a thread, on a line of time, on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django_scopes import scope

from tests.factories.measures import DAY, make_goal, make_measure, make_milestone, make_note, make_partner
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.measures.interfaces import planning, sheet, timeline
from umsicht.measures.interfaces.thread import thread
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import measure_at_desk
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 18)


@pytest.fixture
def town() -> Iterator[Tenant]:
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        yield tenant


def full(town: Tenant) -> Measure:
    measure = make_measure(
        town,
        "Licht im Park",
        "completed",
        summary="Leuchten werden ersetzt.",
        evidence="assumption",
        evidence_text="Helle Wege werden benutzt.",
        budget_cents=1850000,
        origin_kind="decision",
        origin_ref="KPR 4/2019",
        source="Aktenvermerk",
    )
    make_goal(
        measure, "Hell", indicator="Leuchten", unit="Stück", baseline=Decimal(9), target=Decimal(0), target_on=DAY,
        actual=Decimal(2), actual_on=DAY, value_source="Begehung",
    )  # fmt: skip
    make_milestone(measure, "Rückschnitt", done_on=DAY)
    make_note(measure, "Die Büsche sind kurz.")
    make_note(measure, "Streit im Amt.", is_public=False)
    make_partner(measure, name="Polizei")
    return measure_at_desk(measure.pk)


def test_a_full_record_documents_each_step_and_an_empty_one_only_what_is_there(town: Tenant) -> None:
    measure = full(town)
    beccaria, sara = planning.beccaria(measure), planning.sara(measure)
    assert [(plan.documented, len(plan.steps)) for plan in (beccaria, sara)] == [(7, 7), (4, 4)]
    bare = measure_at_desk(make_measure(town, state="proposed", is_public=False).pk)
    assert [(step.number, step.met) for step in planning.beccaria(bare).steps] == [
        (1, 2), (2, 1), (3, 0), (4, 0), (5, 1), (6, 0), (7, 0),
    ]  # fmt: skip
    assert planning.beccaria(bare).documented == 1


def test_the_thread_leads_from_need_to_result_and_dots_what_is_missing(town: Tenant) -> None:
    done = [(str(step.kind), step.done) for step in thread(full(town), origin_url="/beschluss")]
    assert done == [(kind, True) for kind in ("Bedarf", "Herkunft", "Maßnahme", "Geld", "Ergebnis")]
    bare = measure_at_desk(make_measure(town, state="planned", problem_fields=["sucht"]).pk)
    assert [step.done for step in thread(bare)] == [True, False, False, False, False]
    assert thread(full(town), origin_url="/beschluss")[1].url == "/beschluss"


def test_a_bar_runs_to_the_end_that_is_known(town: Tenant) -> None:
    make_measure(town, "A offen", starts_on=DAY)
    make_measure(town, "B geplant", starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2027, 3, 31))
    make_measure(town, "C fertig", "completed", starts_on=dt.date(2026, 1, 5), ends_on=dt.date(2027, 1, 1))
    make_measure(town, "D ohne Beginn", "proposed")
    found = timeline.spans([measure_at_desk(measure.pk) for measure in Measure.objects.all()])
    assert [(span.measure.title, span.end) for span in found] == [
        ("C fertig", DAY),
        ("A offen", TODAY),
        ("B geplant", dt.date(2027, 3, 31)),
    ]


def test_the_drawing_escapes_titles_and_is_empty_without_measures(town: Tenant) -> None:
    make_measure(town, "<script>Licht & Sicht</script>")
    drawn = timeline.draw(timeline.spans([measure_at_desk(Measure.objects.get().pk)]))
    assert ("&lt;script&gt;" in drawn, "<script>" in drawn, timeline.draw([])) == (True, False, "")


def test_the_sheet_says_what_the_portal_would_and_nothing_internal(town: Tenant) -> None:
    measure = full(town)
    text = str(sheet.content(measure))
    wanted = (
        "KPR 4/2019",
        "18.500",
        "Hell",
        "9 Stück",
        "2 Stück (02.03.2026)",
        "Die Büsche sind kurz.",
        "Es ist ruhiger",
    )
    assert [words for words in wanted if words not in text] == []
    assert "Streit im Amt" not in text
    assert text.index("02.03.2026 abgeschlossen") < text.index("02.03.2026 Die Büsche sind kurz.")
    assert sheet.pdf(measure).startswith(b"%PDF-")
