"""Records of a tenant in SQL compiled once, and labels of choices as Django gives them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.utils import translation
from django_scopes import scope

from tests.factories.council import make_body
from tests.factories.papers import make_paper
from tests.factories.tenancy import make_tenant
from umsicht.council.models import Paper
from umsicht.tenancy.queries.compiled import Columns, Records

pytestmark = [pytest.mark.django_db, pytest.mark.store]
PAPERS = Records(lambda ids: Paper.objects.filter(pk__in=ids).order_by("-pk"), Paper, "subject", "number")
WHOLE = Records(lambda numbers: Paper.objects.filter(number__in=numbers), Paper)
NUMBERS = Columns(lambda ids: Paper.objects.filter(pk__in=ids).order_by("pk"), "number")


def test_records_come_in_order_with_their_tenant_and_never_of_another(django_assert_num_queries: Any) -> None:
    town, other = make_tenant(), make_tenant()
    with scope(tenant=town):
        body = make_body(town)
        first, second = (make_paper(town, body=body, number=f"A-{n}", subject=f"Nr. {n}") for n in (1, 2))
    with scope(tenant=other):
        foreign = make_paper(other, body=make_body(other), number="A-1")
    wanted = [first.pk, foreign.pk, second.pk]
    with django_assert_num_queries(1):
        found = PAPERS.of(town, wanted)
        assert [(paper.number, paper.subject, paper.tenant.name) for paper in found] == [
            ("A-2", "Nr. 2", town.name),
            ("A-1", "Nr. 1", town.name),
        ]
    assert WHOLE.of(other, ["A-1"]) == [foreign]
    for length in (1, 9, 11, 101):
        assert NUMBERS.rows(town, [first.pk, *range(-length, 0)]) == [("A-1",)]
    with django_assert_num_queries(0):
        assert PAPERS.of(town, []) == []


@pytest.mark.parametrize("value", ["information", "unbekannt", None])
@pytest.mark.parametrize("language", ["de", "en"])
def test_labels_are_those_of_django(value: str | None, language: str) -> None:
    paper = Paper(kind=value)
    with translation.override(language):
        django = models.Model._get_FIELD_display(paper, Paper._meta.get_field("kind"))  # type: ignore[attr-defined]
        assert paper.get_kind_display() == django
