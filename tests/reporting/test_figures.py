"""Which words of a text are figures, for which a record is needed."""

from __future__ import annotations

import pytest

from tests.factories.reporting import make_report
from umsicht.reporting.domain import questions
from umsicht.reporting.errors import FigureWithoutRecord
from umsicht.reporting.validators import check_reason, figures_in
from umsicht.tenancy.models import Tenant


@pytest.mark.parametrize(
    "word",
    """zweihundertfünfzig hundertzwanzig achtzehnhundert elftausend neunzehnhundertneunzig anderthalb zweieinhalb Viertelmillion
    verfünffacht Fünfzigstel Zwölftel hundertprozentig Prozentpunkte zweistellig zwoelf dreissig zwo Ⅻ ① ² ٣ 𝟏𝟐 ⅛ null Dutzende
    dreizehnte zwanzigste fünfköpfig zwölfjährig １５ ½ zwölf dreimal Hunderte Drittel Verdopplung 15,3""".split(),
)
def test_number_words_and_signs_of_all_kinds_are_figures(word: str) -> None:
    assert figures_in(f"Es war {word} so.") == [word]


@pytest.mark.parametrize("hidden", ["z\u00adwölf", "zw\u200bölf", "fu\u0308nf"])
def test_a_figure_can_not_hide_behind_invisible_signs(hidden: str) -> None:
    assert figures_in(f"Es waren {hidden}.") != []


@pytest.mark.parametrize(
    "text",
    [
        "Im Viertel Sonnenberg ist es ruhiger geworden.",
        "Die Hinweise blieben außer Acht.",
        "Bitte geben Sie Acht.",
        "Wir achten darauf, einmal mehr und ganz einfach.",
        "Dritte und freie Träger wirken mit, der zweite Weg bleibt.",
        "Zweifel, Dreieck, Achtung, Verein, beobachtet, mehrfach.",
    ],
)
def test_ordinary_german_is_not_taken_for_figures(text: str) -> None:
    assert figures_in(text) == []


@pytest.mark.django_db
def test_a_reason_names_days_but_no_other_figures(town: Tenant) -> None:
    check_reason("Die Zahlen liegen erst am 31.03.2027 vor, für 2026 dann im April 2027.")
    question = next(iter(make_report(town).questions.all()))
    with pytest.raises(FigureWithoutRecord):
        questions.change_question(
            question=question, actor=None, open_reason="Die Taten sanken um 40 Prozent."
        )
