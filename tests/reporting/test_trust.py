"""What makes a report worth believing: proofs that hold, versions that say what changed, nothing closed on the portal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.council import make_body
from tests.factories.papers import make_paper
from tests.factories.reporting import make_contribution, make_entry, make_question, make_report, make_text
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.council.models import PaperFile
from umsicht.reporting.domain import questions, reports
from umsicht.reporting.domain.chronicle import change_entry
from umsicht.reporting.domain.schedules import begin_due, create_schedule
from umsicht.reporting.models import Contribution, Entry, Passage, Question, Report, Version
from umsicht.reporting.queries import reports as queries
from umsicht.reporting.queries.compose import unanswered
from umsicht.reporting.queries.editing import offered_records
from umsicht.reporting.queries.plans import of_report
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SAYS = "Es kamen 777 Leute."


def content(report: Report) -> dict[str, Any]:
    return of_report(queries.report_at_desk(report.pk), as_of=clock.today())


def own(report: Report) -> dict[str, Any]:
    every = [one for section in content(report)["sections"] for one in section["statements"]]
    return next(one for one in every if one["code"].startswith("own."))


def proven_text(town: Tenant, report: Report) -> tuple[Question, Entry]:
    """A question of one's own with evidence of the chronicle and a text that rests on it."""
    entry = make_entry(town)
    question = make_question(report)
    questions.add_evidence(question=question, actor=None, provider="chronicle.participation")
    make_text(question, SAYS, records=[("reporting.entry", entry.code)])
    return question, entry


def corrected(report: Report, **passage: str) -> Version:
    """Opened, given one more text, signed again."""
    apply(
        report, "correct", actor=make_member(report.tenant, Role.COORDINATOR), reason="Ein Wert war falsch."
    )
    report = queries.report_at_desk(report.pk)
    make_text(next(iter(report.questions.all())), passage.get("text", "Neu dazu."))
    for step in ("check", "sign"):
        apply(report, step, actor=None)
    version = queries.newest_version(report)
    assert version is not None
    return version


# ---- proofs ----------------------------------------------------------------------------------------------


def test_a_text_keeps_its_proof_wherever_it_stands(town: Tenant) -> None:
    report = make_report(town)
    question, entry = proven_text(town, report)
    passage = Passage.objects.get(question=question, text=SAYS)
    questions.shift_passage(passage=passage, actor=None, by=-1)
    assert [row["label"] for row in own(report)["records"]] == [entry.source]
    questions.remove_passage(passage=Passage.objects.get(question=question, text=""), actor=None)
    assert [row["label"] for row in own(report)["records"]] == [entry.source]


def test_a_text_whose_record_is_closed_can_not_be_signed_and_names_nothing_of_it(town: Tenant) -> None:
    report = make_report(town)
    question, entry = proven_text(town, report)
    Question.objects.filter(report=report).update(open_reason="Dazu ist nichts erfasst.")
    change_entry(entry=entry, actor=None, is_public=False)
    found = own(report)
    assert (found["records"], found["lost"]) == ([], 1)
    assert entry.code not in str(content(report))
    assert (
        next(one for one in content(report)["sections"] if one["code"] == question.code)["coverage"] == "open"
    )
    with pytest.raises(TransitionDenied, match="777 Leute"):
        apply(report, "check", actor=None)


def test_a_text_without_a_record_answers_nothing(town: Tenant) -> None:
    report = make_report(town)
    question = make_question(report)
    make_text(question, "Es ging voran.")
    assert question.title in [one["title"] for one in unanswered(content(report))]


def test_records_of_the_whole_report_can_prove_a_text(town: Tenant) -> None:
    report = make_report(town)
    _question, entry = proven_text(town, report)
    other = make_question(report, "Andere Frage")
    assert (f"reporting.entry {entry.code}", entry.source) in offered_records(other, clock.today())
    again = make_entry(town, text="Auftakt mit der Polizei", on=entry.on)
    labels = dict(offered_records(other, clock.today()))
    assert labels[f"reporting.entry {again.code}"].startswith("Presse: 06.05.2025: Auftakt")


def test_a_judgement_answers_only_what_no_record_can(town: Tenant) -> None:
    report = make_report(town, outline="jahresbericht")
    by_code = {one.code: one for one in queries.questions_of(report)}
    for code in ("ausblick", "lage"):
        make_text(by_code[code], "Es wird besser.", judged=True, said_by="Geschäftsstelle")
    missing = [one["code"] for one in unanswered(content(report))]
    assert "ausblick" not in missing
    assert "lage" in missing


def test_a_question_can_not_be_emptied_and_a_part_stays_a_part(town: Tenant) -> None:
    report = make_report(town, outline="bilanz")
    by_code = {one.code: one for one in queries.questions_of(report)}
    with pytest.raises(BadInput):
        questions.change_question(question=by_code["q5"], actor=None, text=" ")
    make_text(by_code["fazit"], "Es lohnt sich.", judged=True, said_by="Geschäftsstelle")
    assert next(one for one in content(report)["sections"] if one["code"] == "fazit")["frame"] is True


def test_a_contribution_outlives_its_question(town: Tenant) -> None:
    report = make_report(town)
    question = make_question(report)
    one = make_contribution(report, question=question)
    questions.remove_question(question=question, actor=None)
    assert Contribution.objects.get(pk=one.pk).question is None


# ---- versions --------------------------------------------------------------------------------------------


def test_readers_are_told_only_what_differs_from_what_they_saw(town: Tenant) -> None:
    report = make_report(town, "signed")
    second = corrected(report, text="Frau Muster ist krank.")
    assert queries.public_before(second) is None
    apply(queries.report_at_desk(report.pk), "publish", actor=None)
    third = corrected(report)
    before = queries.public_before(third)
    assert before is not None
    assert before.no == 2


def test_a_version_says_whatever_is_new_in_it(town: Tenant) -> None:
    report = make_report(town, "signed")
    apply(report, "correct", actor=make_member(report.tenant, Role.COORDINATOR), reason="Frage war falsch.")
    report = queries.report_at_desk(report.pk)
    question = next(iter(report.questions.all()))
    questions.change_question(
        question=question, actor=None, text="Wie war es wirklich?", open_reason="Fehlt noch."
    )
    for step in ("check", "sign"):
        apply(report, step, actor=None)
    newest = queries.newest_version(report)
    assert newest is not None
    assert newest.differences == [
        f"{question.title}: Die Frage ist anders gestellt.",
        f"{question.title}: Ein anderer Grund, warum sie offen bleibt.",
    ]


def test_the_same_content_again_is_said_to_be_the_same(town: Tenant) -> None:
    report = make_report(town, "signed")
    apply(report, "correct", actor=make_member(report.tenant, Role.COORDINATOR), reason="Doch richtig.")
    report = queries.report_at_desk(report.pk)
    for step in ("check", "sign"):
        apply(report, step, actor=None)
    newest = queries.newest_version(report)
    assert newest is not None
    assert newest.differences == ["Der Inhalt ist derselbe wie zuvor."]


def test_a_corrected_report_reaches_the_bodies_with_a_paper_of_its_own(town: Tenant) -> None:
    report = make_report(town)
    reports.add_stop(report=report, actor=None, body=make_body(town))
    Question.objects.filter(report=report).update(open_reason="Dazu ist nichts erfasst.")
    for step in ("check", "sign"):
        apply(report, step, actor=None)
    apply(report, "refer", actor=None)
    first = queries.report_at_desk(report.pk).paper
    assert first is not None
    corrected(report, text="Neu *fett* dazu.")
    apply(queries.report_at_desk(report.pk), "refer", actor=None)
    second = queries.report_at_desk(report.pk).paper
    assert second is not None
    assert second.pk != first.pk
    assert f"tritt an die Stelle von {first.number}" in second.text
    assert "Neu \\*fett\\* dazu." in second.text
    assert PaperFile.objects.filter(paper=second).count() == 1
    assert [one.paper_id for one in Version.objects.filter(report=report).order_by("no")] == [
        first.pk,
        second.pk,
    ]


def test_the_paper_says_what_is_a_judgement(town: Tenant) -> None:
    report = make_report(town)
    make_text(make_question(report), "Die Lage ist gut.", judged=True, said_by="Geschäftsstelle")
    Question.objects.filter(report=report).update(open_reason="Dazu ist nichts erfasst.")
    reports.add_stop(report=report, actor=None, body=make_body(town, is_public=True))
    for step in ("check", "sign", "refer"):
        apply(queries.report_at_desk(report.pk), step, actor=None)
    paper = queries.report_at_desk(report.pk).paper
    assert paper is not None
    assert "Einschätzung (Geschäftsstelle): Die Lage ist gut." in paper.text


# ---- what is for whom ------------------------------------------------------------------------------------


def test_a_report_for_the_office_is_read_by_the_office(town: Tenant) -> None:
    internal, public = make_report(town, outline="uebergabe"), make_report(town)
    may = {
        role: [make_member(town, role).has_perm("reporting.report.view", one) for one in (internal, public)]
        for role in (Role.COORDINATOR, Role.EDITOR, Role.AUDITOR, Role.MEMBER, Role.FINANCE)
    }
    assert may == {
        Role.COORDINATOR: [True, True],
        Role.EDITOR: [True, True],
        Role.AUDITOR: [True, True],
        Role.MEMBER: [False, True],
        Role.FINANCE: [False, True],
    }


def test_closed_bodies_and_papers_stay_out_of_a_public_head(town: Tenant) -> None:
    motion = make_paper(town)
    report = make_report(town, answers=motion)
    reports.add_stop(
        report=report, actor=None, body=make_body(town, is_public=False), planned_on=dt.date(2026, 5, 1)
    )
    found = content(report)
    assert (found["route"], found["answers"]) == ([], "")
    reports.change_report(report=report, actor=None, is_public=False)
    found = content(report)
    assert len(found["route"]) == 1
    assert found["answers"] == motion.number


def test_what_stands_on_the_portal_is_taken_from_there_before_a_report_ends(town: Tenant) -> None:
    report = make_report(town, "published")
    apply(
        report, "correct", actor=make_member(report.tenant, Role.COORDINATOR), reason="Ein Wert war falsch."
    )
    report = queries.report_at_desk(report.pk)
    with pytest.raises(TransitionDenied):
        apply(report, "drop", actor=make_member(report.tenant, Role.COORDINATOR), reason="Doch nicht.")
    with pytest.raises(BadInput):
        reports.change_report(report=report, actor=None, is_public=False)
    assert queries.public_versions().filter(report=report).exists()
    apply(
        report, "withdraw", actor=make_member(report.tenant, Role.COORDINATOR), reason="Die Zahl ist falsch."
    )
    assert not queries.public_versions().filter(report=report).exists()
    apply(
        queries.report_at_desk(report.pk),
        "drop",
        actor=make_member(town, Role.COORDINATOR),
        reason="Doch nicht.",
    )


# ---- tasks -----------------------------------------------------------------------------------------------


def test_open_tasks_move_with_the_day_and_the_worker_begins_once(town: Tenant) -> None:
    today = clock.today()
    due = today + dt.timedelta(days=20)
    create_schedule(
        tenant=town,
        actor=None,
        template="jahresbericht",
        title="Bericht",
        month=due.month,
        day=min(due.day, 28),
    )
    assert begin_due() == 1
    report = Report.objects.get()
    before = list(report.todos.values_list("due_on", flat=True))
    assert report.due_on is not None
    reports.change_report(report=report, actor=None, due_on=report.due_on + dt.timedelta(days=5))
    assert list(report.todos.values_list("due_on", flat=True)) == [
        day + dt.timedelta(days=5) for day in before
    ]
    assert begin_due() == 0


def test_a_day_set_later_brings_the_tasks(town: Tenant) -> None:
    report = make_report(town)
    assert not report.todos.exists()
    reports.change_report(report=report, actor=None, due_on=dt.date(2027, 3, 1))
    assert report.todos.exists()
