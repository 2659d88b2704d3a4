"""Papers through their domain functions: numbers, changes by two people, routes, release; and what the log keeps."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django_scopes import scope

from tests.factories.council import make_body
from tests.factories.files import upload
from tests.factories.papers import announced, make_holder, make_item, make_paper, make_step
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.core.meanwhile import ChangedMeanwhile, stamp
from umsicht.core.transitions import TransitionDenied, apply, available
from umsicht.council.domain import paper_files, papers, routes
from umsicht.council.models import Body, Paper, PaperFile
from umsicht.council.queries import papers as queries
from umsicht.council.queries.papers import Wanted
from umsicht.council.queries.visibility import public_papers
from umsicht.files.enums import Visibility
from umsicht.files.models import StoredFile
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
LATER = dt.datetime(2026, 12, 10, 13, 0, tzinfo=dt.UTC)


@pytest.fixture
def council(town: Tenant) -> Body:
    return make_body(town, "Präventionsrat", kind="council")


def draft(town: Tenant, **fields: object) -> Paper:
    return make_paper(town, release=False, **fields)


def steps_of(paper: Paper) -> list[tuple[int, str]]:
    return [(step.position, step.role) for step in paper.route.all()]


# ---- numbers -------------------------------------------------------------------------------------------------
def test_numbers_go_on_by_kind_and_year(town: Tenant) -> None:
    made = [
        draft(town),
        draft(town, kind="motion"),
        draft(town),
        draft(town, dated=dt.date(2025, 3, 1)),
        draft(town, kind="decision", dated=dt.date(2025, 3, 1)),
    ]
    assert [paper.number for paper in made] == [
        "I-001/2026",
        "BA-001/2026",
        "I-002/2026",
        "I-001/2025",
        "B-001/2025",
    ]


def test_the_next_number_follows_the_highest_that_was_ever_given(town: Tenant) -> None:
    draft(town, number="I-051/2026")
    draft(town, number="I-9/2026")
    draft(town, number="I-Sonder/2026")
    draft(town, number="BI-077/2026")
    assert draft(town).number == "I-052/2026"


def test_a_number_that_is_taken_is_refused_and_nothing_written(town: Tenant) -> None:
    draft(town, number="I-051/2020")
    with pytest.raises(BadInput, match="i-051/2020"):
        draft(town, number="i-051/2020")
    assert Paper.objects.count() == 1


def test_two_towns_count_for_themselves(town: Tenant) -> None:
    draft(town)
    other = make_tenant()
    with scope(tenant=other):
        assert (draft(other).number, Paper.objects.count()) == ("I-001/2026", 1)


# ---- writing -------------------------------------------------------------------------------------------------
def test_two_people_in_different_fields_don_t_disturb_each_other(town: Tenant) -> None:
    paper = draft(town, subject="Alt", submitter="Amt A")
    seen = stamp({"subject": "Alt", "submitter": "Amt A"})
    papers.change_paper(paper=paper, actor=None, subject="Neu")
    papers.change_paper(paper=paper, actor=None, stamp=seen, subject="Alt", submitter="Amt B")
    paper.refresh_from_db()
    assert (paper.subject, paper.submitter) == ("Neu", "Amt B")
    with pytest.raises(ChangedMeanwhile):
        papers.change_paper(paper=paper, actor=None, stamp=seen, subject="Anders")


def test_the_same_again_is_no_change(town: Tenant) -> None:
    paper = draft(town, subject="Gleich")
    assert papers.change_paper(paper=paper, actor=None, subject="Gleich") is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "brief"},
        {"subject": ""},
        {"questions": [{"code": "q1", "text": ""}]},
        {"questions": ["Warum?"]},
        {"questions": [{"code": f"q{n}", "text": "Warum?"} for n in range(61)]},
        {"text": "x" * 60_001},
    ],
)
def test_what_can_t_be_is_refused(town: Tenant, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        draft(town, **wrong)
    assert Paper.objects.count() == 0


def test_a_paper_can_t_answer_itself_or_one_of_another_town(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = draft(other)
    paper = draft(town)
    for answered in (paper, foreign):
        with pytest.raises(BadInput):
            papers.change_paper(paper=paper, actor=None, answers=answered)


def test_the_log_keeps_no_word_of_a_paper(town: Tenant, council: Body) -> None:
    office = make_member(town, Role.COORDINATOR)
    paper = papers.create_paper(tenant=town, actor=office, subject="Geheimes Thema", text="Geheimer Text")
    papers.change_paper(paper=paper, actor=office, subject="Geheimer Betreff", motion="Geheimer Vorschlag")
    step = routes.add_step(paper=paper, actor=office, body=council, result="Geheimes Ergebnis")
    routes.change_step(step=step, actor=office, result="Geheimer Beschluss")
    paper_files.attach_file(paper=paper, actor=office, content=upload("Geheime Liste.txt", b"geheim"))
    routes.remove_step(step=step, actor=office)
    events = AuditEvent.objects.filter(action__regex="^(council|files)")
    kept = json.dumps(
        [[e.action, e.before, e.after, e.reason, e.object_label] for e in events], ensure_ascii=False
    )
    assert events.count() >= 7
    assert "eheim" not in kept


def test_who_only_works_here_changes_nothing(town: Tenant, council: Body) -> None:
    paper, member = draft(town), make_member(town, Role.MEMBER)
    step = make_step(paper, council)
    attempts = [
        lambda: papers.create_paper(tenant=town, actor=member, subject="Neu"),
        lambda: papers.change_paper(paper=paper, actor=member, subject="Neu"),
        lambda: routes.add_step(paper=paper, actor=member, body=council),
        lambda: routes.change_step(step=step, actor=member, result="Neu"),
        lambda: routes.remove_step(step=step, actor=member),
        lambda: paper_files.attach_file(paper=paper, actor=member, content=upload("a.txt", b"a")),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    with pytest.raises(TransitionDenied):
        apply(paper, "release", actor=member)


# ---- routes --------------------------------------------------------------------------------------------------
def test_steps_keep_their_places_without_gaps(town: Tenant, council: Body) -> None:
    paper = draft(town)
    first = make_step(paper, council, role="note")
    make_step(paper, council, role="advise")
    make_step(paper, council, role="decide", position=1)
    assert steps_of(paper) == [(1, "decide"), (2, "note"), (3, "advise")]
    routes.change_step(step=first, actor=None, position=3)
    assert steps_of(paper) == [(1, "decide"), (2, "advise"), (3, "note")]
    routes.remove_step(step=paper.route.get(position=1), actor=None)
    assert steps_of(paper) == [(1, "advise"), (2, "note")]


def test_a_step_is_closed_unless_somebody_says_otherwise(town: Tenant, council: Body) -> None:
    assert routes.add_step(paper=draft(town), actor=None, body=council).visibility == "closed"


def test_a_body_of_another_town_is_no_step(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_body(other)
    with pytest.raises(BadInput):
        make_step(draft(town), foreign)


# ---- release -------------------------------------------------------------------------------------------------
def test_a_paper_is_released_with_text_and_route_withdrawn_and_taken_up_again(
    town: Tenant, council: Body
) -> None:
    office = make_member(town, Role.COORDINATOR)
    paper = draft(town, text="")
    assert [choice.enabled for choice in available(paper, office)] == [False]
    papers.change_paper(paper=paper, actor=office, text="Die Lage")
    assert [choice.enabled for choice in available(paper, office)] == [False]
    make_step(paper, council)
    apply(paper, "release", actor=office)
    apply(paper, "withdraw", actor=office, reason="erledigt")
    with pytest.raises(Conflict):
        papers.change_paper(paper=paper, actor=office, subject="Neu")
    with pytest.raises(Conflict):
        make_step(paper, council)
    apply(paper, "restore", actor=office, reason="doch nicht")
    assert (paper.state, [choice.name for choice in available(paper, office)]) == ("draft", ["release"])


# ---- who sees what -------------------------------------------------------------------------------------------
def test_the_public_reads_a_paper_as_soon_as_one_step_or_item_is_public(town: Tenant, council: Body) -> None:
    hidden = make_body(town, "Innerer Kreis", is_public=False)
    by_step = make_paper(town, body=council)
    closed = make_paper(town, body=council, visibility="closed")
    inner = make_paper(town, body=hidden)
    unreleased = make_paper(town, body=council, release=False)
    by_item = make_paper(town, body=council, visibility="closed")
    meeting = announced(council, LATER)
    make_item(meeting, paper=by_item)
    make_item(meeting, paper=closed, visibility="closed")
    make_item(meeting, paper=unreleased)
    assert set(public_papers()) == {by_step, by_item}
    assert inner.state == "released"


def test_a_member_sees_the_papers_of_the_own_bodies_and_of_their_way_no_more_than_that(
    town: Tenant, council: Body
) -> None:
    member = make_member(town, Role.MEMBER)
    make_holder(council, member)
    other = make_body(town, "AG Sucht")
    own = make_paper(town, body=council, visibility="closed")
    make_step(own, other, visibility="closed")
    foreign = make_paper(town, body=other, visibility="closed")
    make_paper(town, body=council, release=False)
    assert list(queries.listing(member, Wanted(), everything=False)) == [own]
    assert [step.body for step in queries.route_of(own, member, everything=False)] == [council]
    assert list(queries.listing(member, Wanted(body=other.pk), everything=False)) == []
    with pytest.raises(NotFound):
        queries.paper_at_desk(member, foreign.pk, everything=False)


def test_an_answer_that_is_closed_is_not_named_beside_the_question(town: Tenant, council: Body) -> None:
    member = make_member(town, Role.MEMBER)
    question = make_paper(town, body=council, kind="inquiry")
    answer = make_paper(town, body=council, visibility="closed", answers=question)
    assert queries.around(question, member, everything=False) == {"answered": None, "answers": []}
    assert queries.around(question, member, everything=True) == {"answered": None, "answers": [answer]}


def test_the_list_is_narrowed_by_kind_year_state_body_and_words(town: Tenant, council: Body) -> None:
    wanted = make_paper(
        town,
        body=council,
        kind="motion",
        subject="Bilanz der Allianz",
        dated=dt.date(2020, 6, 1),
        number="BA-044/2020",
    )
    make_paper(town, subject="Haushalt", dated=dt.date(2021, 6, 1), release=False)
    for narrowed in (
        Wanted(text="allianz bilanz"), Wanted(text="044"), Wanted(kind="motion"), Wanted(year=2020),
        Wanted(state="released"), Wanted(body=council.pk),
    ):  # fmt: skip
        assert list(queries.listing(None, narrowed, everything=True)) == [wanted], narrowed
    assert queries.listing(None, Wanted(kind="brief", state="x", year=1), everything=True).count() == 2


# ---- attachments ---------------------------------------------------------------------------------------------
def test_an_attachment_is_never_public_by_itself_and_keeps_its_title(town: Tenant) -> None:
    paper = draft(town)
    row = paper_files.attach_file(paper=paper, actor=None, content=upload("Lage 2026.txt", b"ruhig"))
    held = StoredFile.objects.get()
    assert (held.visibility, str(held), row.title) == (Visibility.DESK, "anlage-1.txt", "Lage 2026")
    paper_files.detach_file(row=row, actor=None)
    assert (PaperFile.objects.count(), StoredFile.objects.get().blob) == (0, "")
