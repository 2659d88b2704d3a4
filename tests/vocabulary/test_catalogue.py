from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils.translation import override

from tests.factories.tenancy import make_state, make_tenant
from tests.factories.vocabulary import make_term
from umsicht.core import clock
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain import changes
from umsicht.vocabulary.models import Term
from umsicht.vocabulary.queries.catalogue import PLAIN, catalogue, forget, labels, whole_catalogue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_catalogue_costs_no_query_once_read(django_assert_num_queries: Any, rows: int) -> None:
    tenant = make_tenant()
    for _number in range(rows):
        make_term()
    with django_assert_num_queries(3):  # state office, stamp, terms
        assert len(catalogue(tenant).entries) == rows
    with django_assert_num_queries(0):
        assert len(labels("topic", tenant)) == rows


def test_new_content_version_costs_a_look_but_no_reading(django_assert_num_queries: Any) -> None:
    tenant = make_tenant()
    make_term()
    held = catalogue(tenant)
    tenant.content_version += 1
    with django_assert_num_queries(2):
        assert catalogue(tenant) is held


def test_tenants_without_own_terms_share_one_catalogue() -> None:
    make_term()
    assert catalogue(make_tenant()) is catalogue(make_tenant())


@pytest.mark.store
def test_catalogue_holds_state_and_own_terms_but_not_those_of_others() -> None:
    here, there = make_tenant(), make_tenant()
    make_term(code="land", order=1)
    make_term(here, code="hier", order=2)
    make_term(there, code="dort", order=3)
    assert list(catalogue(here).scheme("topic")) == ["land", "hier"]
    assert list(catalogue(there).scheme("topic")) == ["land", "dort"]
    assert list(catalogue(make_state()).scheme("topic")) == ["land"]
    assert {entry.code for entry in whole_catalogue().entries} == {"land", "hier", "dort"}


def test_label_falls_back_to_german_and_to_the_code() -> None:
    make_term(code="kurz", label_de="Kurz", label_context="Lang", label_plain="Einfach", label_en="Short")
    make_term(code="nur-deutsch", label_de="Deutsch")
    found = catalogue(make_tenant())
    assert [found.label("topic", "kurz", language) for language in ("de", "en", PLAIN)] == [
        "Lang",
        "Short",
        "Einfach",
    ]
    assert [found.label("topic", "nur-deutsch", language) for language in ("en", PLAIN)] == [
        "Deutsch",
        "Deutsch",
    ]
    assert found.label("topic", "unbekannt") == "unbekannt"
    entry = found.scheme("topic")["kurz"]
    assert (entry.label("de"), entry.label("de", context=True)) == ("Kurz", "Lang")
    with override("en"):
        assert found.label("topic", "kurz") == "Short"


def test_ended_and_future_terms_stay_readable_but_can_not_be_chosen() -> None:
    today = clock.today()
    day = dt.timedelta(days=1)
    make_term(code="jetzt", label_de="Jetzt", order=1)
    make_term(code="vorbei", label_de="Vorbei", order=2, valid_to=today - day)
    make_term(code="bald", label_de="Bald", order=3, valid_from=today + day)
    make_term(code="bis-heute", label_de="Bis heute", order=4, valid_to=today)
    found = catalogue(make_tenant())
    assert found.choices("topic", "de") == [("jetzt", "Jetzt"), ("bis-heute", "Bis heute")]
    assert found.label("topic", "vorbei") == "Vorbei"
    assert [entry.code for entry in found.current("topic", today + day)] == ["jetzt", "bald"]


def test_children_and_keys() -> None:
    theme = make_term(scheme="problem_field", code="sucht", order=1)
    field = make_term(scheme="problem_field", code="alkohol", order=2, parent=theme)
    found = catalogue(make_tenant())
    assert [entry.code for entry in found.children("problem_field")] == ["sucht"]
    assert [entry.code for entry in found.children("problem_field", "sucht")] == ["alkohol"]
    assert found.pks("problem_field", ["alkohol", "nichts"]) == [field.pk]
    assert found.by_pk[field.pk].code == "alkohol"
    assert found.by_uid[str(theme.uid)].code == "sucht"


def test_words_lead_to_current_terms() -> None:
    make_term(code="a", words=["Enkeltrick", "Oma"])
    make_term(scheme="audience", code="b", words=["OMA"])
    make_term(code="c", words=["Oma"], valid_to=dt.date(2020, 1, 1))
    assert catalogue(make_tenant()).words == {
        "enkeltrick": [("topic", "a")],
        "oma": [("audience", "b"), ("topic", "a")],
    }


def test_words_of_a_term_go_with_its_last_day() -> None:
    make_term(code="a", words=["Oma"], valid_to=clock.today())
    found = catalogue(make_tenant())
    assert found.words == {"oma": [("topic", "a")]}
    with time_machine.travel(clock.now() + dt.timedelta(days=1)):
        assert found.words == {}


def change_and_fail(tenant: Tenant, term: Term) -> str:
    """What a reader saw inside a transaction that was then rolled back."""
    with transaction.atomic():
        changes.edit_term(term=term, changes={"label_plain": "neu"}, actor=None)
        seen = catalogue(tenant).label("topic", term.code, PLAIN)
        transaction.set_rollback(True)
    return seen


def test_reader_inside_a_failed_change_leaves_nothing_behind() -> None:
    tenant = make_tenant()
    term = make_term(label_plain="alt")
    seen = change_and_fail(tenant, term)
    assert seen == "neu"
    forget()
    assert catalogue(tenant).label("topic", term.code, PLAIN) == "alt"


@pytest.mark.django_db(transaction=True)
def test_reader_after_a_rolled_back_change_sees_what_is_stored() -> None:
    make_state()
    tenant = make_tenant()
    term = make_term(label_plain="alt")
    seen = change_and_fail(tenant, term)
    assert seen == "neu"
    assert catalogue(tenant).label("topic", term.code, PLAIN) == "alt"
    changes.edit_term(term=term, changes={"label_plain": "neu"}, actor=None)
    assert catalogue(Tenant.objects.get(pk=tenant.pk)).label("topic", term.code, PLAIN) == "neu"
