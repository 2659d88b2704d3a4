"""Reports through their domain functions: begun from a template, proven, signed, referred, corrected."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import docx
import pytest
from django.utils import translation

from tests.factories.council import make_body
from tests.factories.reporting import make_contribution, make_entry, make_question, make_report, make_text
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.core.transitions import TransitionDenied, apply, available
from umsicht.council.models import PaperFile
from umsicht.reporting import paper as council_paper
from umsicht.reporting.domain import questions, reports
from umsicht.reporting.domain.schedules import begin_due, create_schedule, next_due
from umsicht.reporting.errors import FigureWithoutRecord
from umsicht.reporting.models import Passage, Question, Report, Todo, Version
from umsicht.reporting.outlines import templates
from umsicht.reporting.queries import reports as queries
from umsicht.reporting.queries.compose import fingerprint, unanswered
from umsicht.reporting.queries.plans import of_report
from umsicht.reporting.validators import figures_in
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
DAY = dt.date(2026, 3, 2)


def content(report: Report) -> dict[str, Any]:
    return of_report(queries.report_at_desk(report.pk), as_of=clock.today())


def section(report: Report, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in content(report)["sections"] if one["code"] == code)
    return found


def question(report: Report, code: str) -> Question:
    return next(one for one in queries.questions_of(report) if one.code == code)


def test_a_report_begins_with_the_questions_and_evidence_of_its_template(town: Tenant) -> None:
    report = make_report(town, outline="jahresbericht", due_on=dt.date(2026, 12, 31))
    plan = templates()["jahresbericht"]
    assert [one.code for one in queries.questions_of(report)] == [one.code for one in plan.questions]
    held = [[row.provider for row in one.passages.all()] for one in queries.questions_of(report)]
    assert held == [list(one.evidence) for one in plan.questions]
    assert list(report.todos.values_list("due_on", flat=True)) == [
        dt.date(2026, 12, 31) - dt.timedelta(days=one.days) for one in plan.todos
    ]


def test_only_those_who_edit_begin_reports_and_only_who_leads_signs(town: Tenant) -> None:
    with pytest.raises(NotAllowed):
        reports.create_report(
            tenant=town, actor=make_member(town, Role.MEMBER), outline="bilanz", starts_on=DAY, ends_on=DAY
        )
    report = make_report(town, "review")
    assert "sign" not in [choice.name for choice in available(report, make_member(town, Role.EDITOR))]
    assert "sign" in [choice.name for choice in available(report, make_member(town, Role.COORDINATOR))]


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": DAY, "ends_on": DAY - dt.timedelta(days=1)},
        {"starts_on": dt.date(1950, 1, 1), "ends_on": DAY},
        {"outline": "landesueberblick"},
        {"outline": "uebergabe", "is_public": True},
    ],
)
def test_periods_and_kinds_that_make_no_sense_are_refused(town: Tenant, values: dict[str, Any]) -> None:
    given = {"outline": "bilanz", "starts_on": DAY, "ends_on": DAY} | values
    with pytest.raises(BadInput):
        reports.create_report(tenant=town, actor=None, **given)
    assert not Report.objects.exists()


def test_an_unknown_template_is_not_found(town: Tenant) -> None:
    with pytest.raises(NotFound):
        make_report(town, outline="gibt-es-nicht")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Es ging voran.", []),
        ("Wir tagten 4 Mal.", ["4"]),
        ("Wir tagten viermal.", ["viermal"]),
        ("Die Hälfte kam.", ["Hälfte"]),
        ("Es waren einundzwanzig.", ["einundzwanzig"]),
        ("Die Fälle haben sich verdoppelt.", ["verdoppelt"]),
        ("Ein Rat hat eine Aufgabe.", []),
        ("Der Zweifel bleibt, die Achtung auch.", []),
        ("Über 30 % mehr", ["30", "%"]),
    ],
)
def test_figures_are_found_in_words_too(text: str, found: list[str]) -> None:
    assert figures_in(text) == found


def test_a_sentence_with_a_figure_and_without_a_record_is_not_saved(town: Tenant) -> None:
    own = make_question(make_report(town))
    for text in ("Wir tagten 4 Mal.", "Wir tagten viermal."):
        for judged in (False, True):
            with pytest.raises(FigureWithoutRecord):
                make_text(own, text, judged=judged, said_by="Geschäftsstelle")
    passage = make_text(own, "Es ging voran.")
    with pytest.raises(FigureWithoutRecord):
        questions.change_text(passage=passage, actor=None, text="Es ging 3 Mal voran.")
    assert [row.text for row in Passage.objects.filter(question=own)] == ["Es ging voran."]
    entry = make_entry(town)
    assert make_text(own, "Es gab 1 Konferenz.", records=[("reporting.entry", entry.code)]).pk


def test_a_judgement_says_whose_it_is_and_never_counts_as_evidence(town: Tenant) -> None:
    report = make_report(town)
    own = make_question(report)
    with pytest.raises(BadInput):
        make_text(own, "Das hat geholfen.", judged=True)
    make_text(own, "Das hat geholfen.", judged=True, said_by="Geschäftsstelle")
    made = section(report, own.code)
    assert (made["coverage"], made["statements"][0]["form"]) == ("judgement", "judgement")
    assert own.title in [one["title"] for one in unanswered(content(report))]
    questions.change_question(question=question(report, own.code), actor=None, open_reason="Keine Daten.")
    assert own.title not in [one["title"] for one in unanswered(content(report))]


def test_evidence_is_taken_in_once_moved_and_removed(town: Tenant) -> None:
    report = make_report(town)
    own = make_question(report)
    for code in ("chronicle.participation", "directory.network"):
        questions.add_evidence(question=own, actor=None, provider=code)
    with pytest.raises(BadInput):
        questions.add_evidence(question=own, actor=None, provider="directory.network")
    with pytest.raises(BadInput):
        questions.add_evidence(question=own, actor=None, provider="gibt.es.nicht")
    last = own.passages.get(provider="directory.network")
    questions.shift_passage(passage=last, actor=None, by=-1)
    questions.shift_passage(passage=own.passages.get(pk=last.pk), actor=None, by=-1)
    assert [row.provider for row in own.passages.all()] == ["directory.network", "chronicle.participation"]
    questions.remove_passage(passage=own.passages.get(pk=last.pk), actor=None)
    assert [row.provider for row in own.passages.all()] == ["chronicle.participation"]


def test_what_the_records_say_is_not_rewritten(town: Tenant) -> None:
    own = make_question(make_report(town))
    passage = questions.add_evidence(question=own, actor=None, provider="directory.network")
    with pytest.raises(BadInput):
        questions.change_text(passage=passage, actor=None, text="Lieber so.")


def test_a_report_with_an_open_question_is_not_handed_in(town: Tenant) -> None:
    report = make_report(town)
    with pytest.raises(TransitionDenied) as denied:
        apply(report, "check", actor=None)
    assert "Mitteleinsatz" in denied.value.message


def test_a_signed_report_stays_as_it_was(town: Tenant) -> None:
    entry = make_entry(town, text="Erste Konferenz")
    report = make_report(town, outline="jahresbericht")
    Question.objects.filter(report=report).update(open_reason="Nichts erfasst.")
    for step in ("check", "sign", "publish"):
        apply(report, step, actor=None)
    version = queries.public_version(report.code)
    assert version.sha256 == fingerprint(version.content)
    kept = json.dumps(version.content, sort_keys=True)
    entry.delete()
    again = Version.objects.get(pk=version.pk)
    assert json.dumps(again.content, sort_keys=True) == kept
    assert fingerprint(again.content) == version.sha256
    assert "Erste Konferenz" in kept
    with pytest.raises(Conflict):
        reports.change_report(report=queries.report_at_desk(report.pk), actor=None, title="Anders")


def test_a_correction_is_a_new_version_with_its_differences(town: Tenant) -> None:
    report = make_report(town, "published", "jahresbericht")
    make_entry(town, text="Nachgetragene Konferenz")
    apply(report, "correct", actor=make_member(town, Role.COORDINATOR), reason="Eine Konferenz fehlte.")
    assert queries.public_version(report.code).no == 1
    for step in ("check", "sign"):
        apply(report, step, actor=None)
    assert queries.public_version(report.code).no == 1
    apply(report, "publish", actor=None)
    newest = queries.public_version(report.code)
    assert (newest.no, newest.reason) == (2, "Eine Konferenz fehlte.")
    assert any("Nachgetragene Konferenz" in row for row in newest.differences)
    assert [no for no, _day in queries.numbers_of(newest)] == [2, 1]
    apply(report, "unpublish", actor=make_member(town, Role.COORDINATOR), reason="Falsch.")
    with pytest.raises(NotFound):
        queries.public_version(report.code)


def test_what_somebody_signs_who_reads_english_is_german(town: Tenant) -> None:
    report = make_report(town, "published", "jahresbericht")
    with translation.override("en"):
        apply(report, "correct", actor=make_member(town, Role.COORDINATOR), reason="Der Titel war falsch.")
        reports.change_report(report=queries.report_at_desk(report.pk), actor=None, title="Der bessere Titel")
        report.refresh_from_db()
        for step in ("check", "sign", "publish"):
            apply(report, step, actor=None)
        newest = queries.public_version(report.code)
        file = docx.Document(io.BytesIO(council_paper.docx(newest.content, draft=True)))
    assert newest.differences[0] == "Kopf geändert: Titel."
    assert "Sachverhalt" in [one.text for one in file.paragraphs]


def test_a_referred_report_becomes_a_paper_with_route_and_file(town: Tenant) -> None:
    body = make_body(town, "Ausschuss", kind="council-committee", is_public=True)
    report = make_report(town)
    reports.add_stop(
        report=report, actor=None, body=body, planned_on=dt.date(2026, 12, 9), visibility="closed"
    )
    Question.objects.filter(report=report).update(open_reason="Nichts erfasst.")
    for step in ("check", "sign", "refer"):
        apply(report, step, actor=None)
    paper = queries.report_at_desk(report.pk).paper
    assert paper is not None
    assert paper.state == "released"
    steps = [(step.body_id, step.planned_on, step.visibility) for step in paper.route.all()]
    assert (body.pk, dt.date(2026, 12, 9), "closed") in steps
    assert PaperFile.objects.filter(paper=paper).count() == 1
    assert queries.report_at_desk(report.pk).number == paper.number


def test_an_internal_report_never_reaches_portal_or_bodies(town: Tenant) -> None:
    report = make_report(town, "signed", "uebergabe")
    for step in ("publish", "refer"):
        with pytest.raises(TransitionDenied):
            apply(report, step, actor=None)
    assert not queries.published()


def test_departments_are_asked_only_when_somebody_is_entered(town: Tenant) -> None:
    report = make_report(town)
    with pytest.raises(TransitionDenied):
        apply(report, "ask", actor=None)
    one = make_contribution(report)
    apply(report, "ask", actor=None)
    one.refresh_from_db()
    assert one.asked_at is not None


def test_a_yearly_report_is_begun_once_and_in_time(town: Tenant) -> None:
    schedule = create_schedule(
        tenant=town,
        actor=None,
        template="jahresbericht",
        title="Jahresbericht",
        month=2,
        day=15,
        begins_before=90,
    )
    assert next_due(schedule, dt.date(2026, 2, 15)) == dt.date(2026, 2, 15)
    assert next_due(schedule, dt.date(2026, 2, 16)) == dt.date(2027, 2, 15)
    assert begin_due() == 1  # 18 November 2026: 89 days before
    assert begin_due() == 0
    report = Report.objects.get()
    assert (report.title, report.starts_on, report.ends_on) == (
        "Jahresbericht 2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31),
    )  # fmt: skip
    assert Todo.objects.filter(report=report).count() == len(templates()["jahresbericht"].todos)
    with pytest.raises(BadInput):
        create_schedule(tenant=town, actor=None, template="jahresbericht", title="Noch einer", month=3, day=1)


def test_a_schedule_is_not_begun_too_early_or_when_paused(town: Tenant) -> None:
    create_schedule(
        tenant=town, actor=None, template="jahresbericht", title="A", month=2, day=15, begins_before=88
    )
    create_schedule(
        tenant=town, actor=None, template="sachbericht", title="B", month=12, day=1, is_active=False
    )
    assert begin_due() == 0
