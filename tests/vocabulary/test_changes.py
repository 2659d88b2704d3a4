"""Renaming, correcting, moving, ending and reopening."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.tenancy import make_state, make_tenant
from tests.factories.vocabulary import make_decision, make_term
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain import changes
from umsicht.vocabulary.domain.terms import Since
from umsicht.vocabulary.queries.terms import term_of, versions_of

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def on(day: dt.date) -> Since:
    return Since(day, "day")


def versions(tenant: Tenant) -> int:
    return Tenant.objects.get(pk=tenant.pk).content_version


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
        ("Neu", on(dt.date(2019, 12, 31)), "r", Conflict),
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


def test_name_can_be_corrected_on_its_first_day() -> None:
    term = make_term(label_de="Alt")
    today = clock.today()
    for label in ("Neuh", "Neu"):
        changes.rename_term(term=term, label_de=label, since=on(today), actor=None, reason="Beschluss")
    assert [(v.label_de, v.valid_from) for v in versions_of(term)] == [("Alt", None), ("Neu", today)]
    assert term_of(make_state(), "topic", term.code).label_de == "Neu"
