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
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain import changes, terms
from umsicht.vocabulary.domain.terms import Details, Since, Texts
from umsicht.vocabulary.models import Term
from umsicht.vocabulary.queries.terms import as_of, term_of, terms_in, versions_of

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def on(day: dt.date) -> Since:
    return Since(day, "day")


def versions(tenant: Tenant) -> int:
    return Tenant.objects.get(pk=tenant.pk).content_version


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
def test_rename_closes_the_old_version_and_opens_a_new_one() -> None:
    term = make_term(
        label_de="Alt", label_plain="einfach", valid_from=dt.date(2020, 1, 1), valid_from_precision="day"
    )
    decision = make_decision()
    today = clock.today()
    changes.rename_term(
        term=term, label_de="Neu", since=on(today), decision=decision, actor=None, reason="Beschluss"
    )
    term = term_of(make_state(), "topic", term.code)
    assert (term.label_de, term.label_plain) == ("Neu", "einfach")
    kept = [
        (v.number, v.label_de, v.label_plain, v.valid_from, v.valid_to, v.decision) for v in versions_of(term)
    ]
    assert kept == [
        (1, "Alt", "einfach", dt.date(2020, 1, 1), today - DAY, None),
        (2, "Neu", "einfach", today, None, decision),
    ]


def test_rename_in_the_future_waits_for_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    term = make_term(label_de="Alt")
    later = clock.today() + 10 * DAY
    changes.rename_term(term=term, label_de="Neu", since=on(later), actor=None, reason="ab Januar")
    assert term_of(make_state(), "topic", term.code).label_de == "Alt"
    assert changes.apply_due() == 0
    monkeypatch.setattr(clock, "today", lambda: later)
    assert (changes.apply_due(), changes.apply_due()) == (1, 0)
    assert term_of(make_state(), "topic", term.code).label_de == "Neu"


@pytest.mark.parametrize(
    ("label", "since", "reason", "error"),
    [
        ("Neu", on(clock.today()), "  ", BadInput),
        ("Neu", Since(), "r", BadInput),
        (" ", on(clock.today()), "r", BadInput),
        ("Alt", on(clock.today()), "r", Conflict),
        ("Neu", on(dt.date(2020, 1, 1)), "r", Conflict),
        ("Neu", on(dt.date(2100, 1, 1)), "r", Conflict),
    ],
)
def test_rename_refuses(label: str, since: Since, reason: str, error: type[Exception]) -> None:
    term = make_term(label_de="Alt", valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2099, 1, 1))
    with pytest.raises(error):
        changes.rename_term(term=term, label_de=label, since=since, actor=None, reason=reason)
    assert versions_of(term).count() == 1


def test_edit_corrects_the_version_in_force_and_counts_real_changes_only() -> None:
    term = make_term(label_plain="a")
    assert changes.edit_term(term=term, changes={"label_plain": "a", "words": []}, actor=None) is False
    assert (
        changes.edit_term(term=term, changes={"label_plain": "b", "words": ["X", "x "]}, actor=None) is True
    )
    term = term_of(make_state(), "topic", term.code)
    assert (term.label_plain, term.words, versions_of(term).get().label_plain) == ("b", ["X"], "b")


def test_edit_refuses_the_name_and_the_code() -> None:
    for name in ("label_de", "code", "tenant", "valid_to"):
        with pytest.raises(BadInput):
            changes.edit_term(term=make_term(), changes={name: "x"}, actor=None)


def test_end_and_reopen() -> None:
    term = make_term()
    decision = make_decision()
    last = dt.date(2026, 6, 30)
    changes.end_term(term=term, last_day=on(last), decision=decision, actor=None, reason="zusammengelegt")
    ended = term_of(make_state(), "topic", term.code)
    assert (ended.valid_to, ended.end_decision) == (last, decision)
    with pytest.raises(Conflict):
        changes.end_term(term=term, last_day=on(last), actor=None, reason="noch einmal")
    changes.reopen_term(term=term, actor=None, reason="Irrtum")
    again = term_of(make_state(), "topic", term.code)
    assert (again.valid_to, again.end_decision) == (None, None)
    with pytest.raises(Conflict):
        changes.reopen_term(term=term, actor=None, reason="noch einmal")


def test_end_refuses_while_terms_hang_below_even_of_a_municipality() -> None:
    theme = make_term()
    child = make_term(make_tenant(), parent=theme)
    with pytest.raises(Conflict):
        changes.end_term(term=theme, last_day=on(clock.today()), actor=None, reason="r")
    changes.end_term(term=child, last_day=on(clock.today()), actor=None, reason="r")
    changes.end_term(term=theme, last_day=on(clock.today()), actor=None, reason="r")
    with pytest.raises(Conflict):
        changes.reopen_term(term=child, actor=None, reason="r")


def test_end_refuses_a_day_before_the_beginning() -> None:
    term = make_term(valid_from=dt.date(2020, 5, 1))
    with pytest.raises(Conflict):
        changes.end_term(term=term, last_day=on(dt.date(2020, 4, 30)), actor=None, reason="r")
    for last_day, reason in ((Since(), "r"), (on(clock.today()), "")):
        with pytest.raises(BadInput):
            changes.end_term(term=term, last_day=last_day, actor=None, reason=reason)


def test_move_refuses_a_circle() -> None:
    top = make_term()
    middle = make_term(parent=top)
    bottom = make_term(parent=middle)
    with pytest.raises(Conflict):
        changes.move_term(term=top, parent=bottom, actor=None)
    assert changes.move_term(term=bottom, parent=top, actor=None) is True
    assert changes.move_term(term=bottom, parent=top, actor=None) is False


def test_change_of_a_state_term_renews_every_tenant_and_of_an_own_term_only_those_above() -> None:
    state, here, there = make_state(), make_tenant(), make_tenant()
    term, own = make_term(), make_term(here)
    changes.edit_term(term=own, changes={"note": "n"}, actor=None)
    assert (versions(here), versions(there), versions(state)) == (2, 1, state.content_version + 1)
    changes.edit_term(term=term, changes={"note": "n"}, actor=None)
    assert (versions(here), versions(there), versions(state)) == (3, 2, state.content_version + 2)


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
