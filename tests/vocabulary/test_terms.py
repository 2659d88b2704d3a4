from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.factories.vocabulary import make_decision, make_term
from umsicht.audit.queries.events import history_of
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.vocabulary.domain import changes, terms
from umsicht.vocabulary.domain.terms import Details, Since, Texts
from umsicht.vocabulary.models import Term
from umsicht.vocabulary.queries.terms import as_of, term_of, terms_in, versions_of

pytestmark = pytest.mark.django_db


def on(day: dt.date) -> Since:
    return Since(day, "day")


@pytest.mark.store
def test_add_term_keeps_everything_and_journals_it() -> None:
    tenant = make_tenant(key="14511000")
    office = make_member(tenant, "coordinator")
    decision = make_decision(tenant)
    theme = make_term(scheme="problem_field", code="sucht")
    term = terms.add_term(
        tenant=tenant,
        scheme="problem_field",
        code="konflikte-im-park",
        texts=Texts("  Konflikte  im Park ", label_plain="Streit im Park"),
        since=Since(dt.date(2019, 1, 1), "year"),
        decision=decision,
        parent=theme,
        details=Details(words=("Park", "park", " Streit  im Park "), is_fact=True, extra={"a": [1]}),
        actor=office,
        reason="Antrag",
    )
    term = term_of(tenant, "problem_field", term.code)
    assert (term.label_de, term.words, term.parent, term.decision, term.extra, term.is_fact) == (
        "Konflikte im Park", ["Park", "Streit im Park"], theme, decision, {"a": [1]}, True,
    )  # fmt: skip
    assert [(v.number, v.label_plain, v.valid_from) for v in versions_of(term)] == [
        (1, "Streit im Park", dt.date(2019, 1, 1))
    ]
    with scope(tenant=tenant):
        assert [(event.action, event.reason) for event in history_of(term)] == [
            ("vocabulary.term.add", "Antrag")
        ]


def test_uid_is_the_same_wherever_the_term_is_added() -> None:
    state = make_state()
    term = terms.add_term(tenant=state, scheme="topic", code="medien", texts=Texts("Medien"), actor=None)
    again = terms.term_uid(state, "topic", "medien")
    assert term.uid == again
    assert terms.term_uid(state, "topic", "medien-2") != again


@pytest.mark.parametrize("code", ["", "Groß", "mit leer", "-a", "a--b", "a_b", "x" * 61, "a/b", "a\n"])
def test_add_term_refuses_a_code_that_no_address_could_carry(code: str) -> None:
    with pytest.raises(BadInput):
        terms.add_term(tenant=make_state(), scheme="topic", code=code, texts=Texts("A"), actor=None)


@pytest.mark.parametrize(
    ("scheme", "texts", "details"),
    [
        ("nonsense", Texts("A"), Details()),
        ("topic", Texts("   "), Details()),
        ("topic", Texts("x" * 301), Details()),
        ("topic", Texts("A", explanation="x" * 2001), Details()),
        ("topic", Texts("A"), Details(words=("x" * 81,))),
        ("topic", Texts("A"), Details(words=tuple(str(n) for n in range(81)))),
    ],
)
def test_add_term_refuses_bad_input(scheme: str, texts: Texts, details: Details) -> None:
    with pytest.raises(BadInput):
        terms.add_term(tenant=make_state(), scheme=scheme, code="a", texts=texts, details=details, actor=None)
    assert Term.objects.with_scopes_disabled().count() == 0


def test_code_of_a_state_term_is_taken_for_a_municipality() -> None:
    make_term(code="medien")
    with pytest.raises(Conflict):
        terms.add_term(tenant=make_tenant(), scheme="topic", code="medien", texts=Texts("A"), actor=None)


def test_code_of_a_municipality_is_taken_for_the_state_but_not_for_others() -> None:
    make_term(make_tenant(), code="medien")
    terms.add_term(tenant=make_tenant(), scheme="topic", code="medien", texts=Texts("A"), actor=None)
    with pytest.raises(Conflict):
        terms.add_term(tenant=make_state(), scheme="topic", code="medien", texts=Texts("A"), actor=None)


def test_parent_must_be_a_current_term_of_the_same_list() -> None:
    tenant = make_tenant()
    wrong_list = make_term(scheme="audience")
    elsewhere = make_term(make_tenant())
    ended = make_term(valid_to=clock.today())
    for parent, error in ((wrong_list, BadInput), (elsewhere, BadInput), (ended, Conflict)):
        with pytest.raises(error):
            terms.add_term(
                tenant=tenant, scheme="topic", code="a", texts=Texts("A"), parent=parent, actor=None
            )


def test_only_the_owning_office_may_change_terms() -> None:
    tenant = make_tenant()
    term, own = make_term(code="a"), make_term(tenant, code="b")
    office, reviewer = make_member(tenant, "editor"), make_member(tenant, "reviewer")
    attempts: list[Any] = [
        lambda actor, t: changes.rename_term(
            term=t, label_de="N", since=on(clock.today()), actor=actor, reason="r"
        ),
        lambda actor, t: changes.edit_term(term=t, changes={"note": "n"}, actor=actor),
        lambda actor, t: changes.move_term(term=t, parent=None, actor=actor),
        lambda actor, t: changes.end_term(term=t, last_day=on(clock.today()), actor=actor, reason="r"),
        lambda actor, t: changes.reopen_term(term=t, actor=actor, reason="r"),
        lambda actor, t: terms.add_term(
            tenant=t.tenant, scheme="topic", code="c", texts=Texts("C"), actor=actor
        ),
        lambda actor, t: terms.add_decision(tenant=t.tenant, code="d", label_de="D", on=Since(), actor=actor),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt(office, term)
        with pytest.raises(NotAllowed):
            attempt(reviewer, own)
        attempt(office, own)


@pytest.mark.store
def test_as_of_tells_the_wording_of_the_day() -> None:
    tenant = make_tenant()
    always = make_term(code="immer", label_de="Immer", order=1)
    make_term(
        code="seit-2019",
        label_de="Seit",
        order=2,
        valid_from=dt.date(2019, 1, 1),
        valid_from_precision="year",
    )
    make_term(
        tenant,
        code="bis-2021",
        label_de="Bis",
        order=3,
        valid_to=dt.date(2021, 12, 31),
        valid_to_precision="day",
    )
    changes.rename_term(term=always, label_de="Stets", since=on(dt.date(2022, 1, 1)), actor=None, reason="r")

    def told(day: dt.date) -> list[tuple[str, bool]]:
        return [(past.label_de, past.certain) for past in as_of(tenant, "topic", day)]

    assert told(dt.date(2018, 12, 31)) == [("Immer", True), ("Bis", True)]
    assert told(dt.date(2019, 6, 1)) == [("Immer", True), ("Seit", False), ("Bis", True)]
    assert told(dt.date(2021, 12, 31)) == [("Immer", True), ("Seit", True), ("Bis", True)]
    assert told(dt.date(2022, 1, 1)) == [("Stets", True), ("Seit", True)]


def test_terms_of_another_municipality_are_not_found() -> None:
    here, there = make_tenant(), make_tenant()
    make_term(there, code="fremd")
    with pytest.raises(NotFound):
        term_of(here, "topic", "fremd")
    assert terms_in(here, "topic") == []


@pytest.mark.store
def test_terms_in_searches_all_wordings() -> None:
    make_term(code="a", label_de="Überfall", label_en="Robbery", label_plain="Raub", words=["Geldbörse weg"])
    make_term(code="b", label_de="Anderes")
    tenant = make_tenant()
    for words in ("überfall", "ÜBERFALL", "ROBB", "raub", "überf robb", "geldbörse"):
        assert [term.code for term in terms_in(tenant, "topic", search=words)] == ["a"]


@pytest.mark.store
def test_database_refuses_two_open_versions_and_odd_periods() -> None:
    term = make_term()
    version = versions_of(term).get()
    version.pk, version.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(valid_from=dt.date(2020, 1, 2), valid_to=dt.date(2020, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(label_de="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(code=term.code)
