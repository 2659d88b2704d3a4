"""What is said about votes, quorum and the day of a paper, in correct German."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
import pytest

from tests.core.document_checks import assert_accessible_and_lasting
from tests.factories.council import make_body
from tests.factories.papers import make_paper, make_step
from umsicht.core.documents import docx_of_blocks, pdf_of_blocks
from umsicht.council.interfaces.paper_words import View, document_of, meta_of
from umsicht.council.models import Decision
from umsicht.council.queries.attendance import quorum_text
from umsicht.council.values import votes_text
from umsicht.council.voting import Order, quorate
from umsicht.tenancy.models import Tenant


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "said"),
    [
        (4, 1, 1, "4 Ja-Stimmen, 1 Nein-Stimme, 1 Enthaltung"),
        (1, 0, 2, "1 Ja-Stimme, 0 Nein-Stimmen, 2 Enthaltungen"),
        (3, None, None, "3 Ja-Stimmen, 0 Nein-Stimmen, 0 Enthaltungen"),
        (None, None, None, ""),
    ],
)
def test_votes_are_counted_in_words(yes: int | None, no: int | None, abstain: int | None, said: str) -> None:
    assert votes_text(Decision(yes=yes, no=no, abstain=abstain)) == said


@pytest.mark.parametrize(
    ("seats", "present", "recused", "said"),
    [
        (5, 2, 0, "2 von 5 Stimmberechtigten sind anwesend, nötig sind 3."),
        (2, 1, 0, "1 von 2 Stimmberechtigten ist anwesend, nötig ist 1."),
        (
            6,
            4,
            2,
            "4 von 6 Stimmberechtigten sind anwesend, nötig sind 3. 2 davon zählen wegen eines eigenen Interesses nicht mit.",
        ),
    ],
)
def test_the_quorum_speaks_of_who_is_here(seats: int, present: int, recused: int, said: str) -> None:
    assert quorum_text(quorate(Order(), seats=seats, present=present, recused=recused), Order()) == said


def test_in_writing_nobody_is_here_but_has_answered() -> None:
    found = quorate(Order(), seats=5, present=3)
    said = quorum_text(found, Order(), in_writing=True)
    assert said == "3 von 5 Stimmberechtigten haben geantwortet, nötig sind 3."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("precision", "said"), [("day", "1. Dezember 2020"), ("month", "Dezember 2020"), ("year", "2020")]
)
def test_a_paper_says_no_day_that_nobody_knows(town: Tenant, precision: str, said: str) -> None:
    paper = make_paper(town, dated=dt.date(2020, 12, 1), precision=precision)
    meta = meta_of(View(paper), author="Amt", letterhead=("Amt",), source_line="", draft=False)
    opened = docx.Document(io.BytesIO(docx_of_blocks(document_of(View(paper)), meta=meta)))
    assert (meta.date_text, f"{said} · {paper.number}" in [row.text for row in opened.paragraphs]) == (
        said,
        True,
    )


@pytest.mark.django_db
def test_the_route_has_one_heading_and_the_pdf_stays_accessible(town: Tenant, tmp_path: Path) -> None:
    paper = make_paper(town)
    view = View(paper, route=[make_step(paper, make_body(town, "Rat"))])
    meta = meta_of(view, author="Amt", letterhead=("Amt",), source_line="", draft=False)
    opened = docx.Document(io.BytesIO(docx_of_blocks(document_of(view), meta=meta)))
    assert [row.text for row in opened.paragraphs].count("Beratungsfolge") == 1
    assert_accessible_and_lasting(pdf_of_blocks(document_of(view), meta=meta), tmp_path)
