"""Sentences with counts read well for none, one, two and many: each is checked as a whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from umsicht.core import german
from umsicht.tenancy.domain.naming import with_article

ROOT = Path(german.__file__).parents[1]
DAY = dt.date(2026, 11, 18)
PARTS = ((0, 1), (1, 1), (0, 5), (1, 5), (2, 5), (5, 5))
"""How many of how many."""

OF_ALL = {
    ("offers", "confirmed"): (
        "Es wurde in den letzten zwölf Monaten nicht vom Anbieter bestätigt.",
        "Es wurde in den letzten zwölf Monaten vom Anbieter bestätigt.",
        "In den letzten zwölf Monaten wurde keines davon vom Anbieter bestätigt.",
        "In den letzten zwölf Monaten wurde eines davon vom Anbieter bestätigt.",
        "In den letzten zwölf Monaten wurden zwei davon vom Anbieter bestätigt.",
        "Alle wurden in den letzten zwölf Monaten vom Anbieter bestätigt.",
    ),
    ("offers", "checked"): (
        "Es ist noch nicht fachlich geprüft.",
        "Es ist fachlich geprüft.",
        "Fachlich geprüft ist noch keines.",
        "Fachlich geprüft ist eines.",
        "Fachlich geprüft sind zwei.",
        "Alle sind fachlich geprüft.",
    ),
    ("fieldwork", "inspections"): (
        "Im Zeitraum fand eine gemeinsame Ortsbegehung statt.",
        "Im Zeitraum fand eine gemeinsame Ortsbegehung im Dunkeln statt.",
        "Im Zeitraum fanden fünf gemeinsame Ortsbegehungen statt.",
        "Im Zeitraum fanden fünf gemeinsame Ortsbegehungen statt, eine davon im Dunkeln.",
        "Im Zeitraum fanden fünf gemeinsame Ortsbegehungen statt, zwei davon im Dunkeln.",
        "Im Zeitraum fanden fünf gemeinsame Ortsbegehungen statt, alle im Dunkeln.",
    ),
    ("fieldwork", "findings"): (
        "Daraus ergab sich eine Feststellung; sie ist noch nicht erledigt.",
        "Daraus ergab sich eine Feststellung; sie ist erledigt.",
        "Daraus ergaben sich fünf Feststellungen; keine davon ist erledigt.",
        "Daraus ergaben sich fünf Feststellungen; eine davon ist erledigt.",
        "Daraus ergaben sich fünf Feststellungen; zwei davon sind erledigt.",
        "Daraus ergaben sich fünf Feststellungen; alle sind erledigt.",
    ),
    ("council", "open_tasks"): (
        "Aus den Sitzungen entstand eine Aufgabe; sie ist noch nicht erledigt.",
        "Aus den Sitzungen entstand eine Aufgabe; sie ist erledigt.",
        "Aus den Sitzungen entstanden fünf Aufgaben; keine davon ist erledigt.",
        "Aus den Sitzungen entstanden fünf Aufgaben; eine davon ist erledigt.",
        "Aus den Sitzungen entstanden fünf Aufgaben; zwei davon sind erledigt.",
        "Aus den Sitzungen entstanden fünf Aufgaben; alle sind erledigt.",
    ),
    ("measures", "done"): (
        "Sie ist noch nicht abgeschlossen.",
        "Sie ist abgeschlossen.",
        "Abgeschlossen ist noch keine.",
        "Abgeschlossen ist eine davon.",
        "Abgeschlossen sind zwei davon.",
        "Alle sind abgeschlossen.",
    ),
    ("measures", "delayed"): (
        "", "Sie ist verzögert.", "", "Verzögert ist eine.", "Verzögert sind zwei.", "Alle sind verzögert.",
    ),
    ("measures", "from_decisions"): (
        "",
        "Sie geht auf einen Beschluss oder Antrag zurück.",
        "",
        "Auf einen Beschluss oder Antrag geht eine davon zurück.",
        "Auf einen Beschluss oder Antrag gehen zwei davon zurück.",
        "Alle gehen auf einen Beschluss oder Antrag zurück.",
    ),
    ("situation", "needs"): (
        "Am 18.11.2026 ist ein bestätigter Bedarf festgehalten; er ist nicht mehr offen.",
        "Am 18.11.2026 ist ein bestätigter Bedarf festgehalten; er ist noch offen.",
        "Am 18.11.2026 sind fünf bestätigte Bedarfe festgehalten; keiner davon ist noch offen.",
        "Am 18.11.2026 sind fünf bestätigte Bedarfe festgehalten; einer davon ist noch offen.",
        "Am 18.11.2026 sind fünf bestätigte Bedarfe festgehalten; zwei davon sind noch offen.",
        "Am 18.11.2026 sind fünf bestätigte Bedarfe festgehalten; alle sind noch offen.",
    ),
    ("reporting", "taking_part"): (
        "Die einzige Kommune nimmt noch nicht teil.",
        "Die einzige Kommune nimmt teil.",
        "Von fünf Kommunen nimmt noch keine teil.",
        "Von fünf Kommunen nimmt eine teil, vier nehmen nicht teil.",
        "Von fünf Kommunen nehmen zwei teil, drei nehmen nicht teil.",
        "Alle fünf Kommunen nehmen teil.",
    ),
    ("reporting", "councils"): (
        "Sie zeigt noch keinen Präventionsrat.",
        "Sie zeigt einen Präventionsrat.",
        "Einen Präventionsrat zeigt noch keine von ihnen.",
        "Einen Präventionsrat zeigt eine von ihnen.",
        "Einen Präventionsrat zeigen zwei von ihnen.",
        "Alle zeigen einen Präventionsrat.",
    ),
}  # fmt: skip

COUNTS = (0, 1, 2, 5)
COUNTED = {
    ("fieldwork", "patrols"): (
        None,
        "Polizei und Ordnungsdienst gingen eine gemeinsame Streife mit zusammen einer Einsatzstunde.",
        "Polizei und Ordnungsdienst gingen zwei gemeinsame Streifen mit zusammen zwei Einsatzstunden.",
        "Polizei und Ordnungsdienst gingen fünf gemeinsame Streifen mit zusammen fünf Einsatzstunden.",
    ),
    ("fieldwork", "patrols_alone"): (
        None,
        "Polizei und Ordnungsdienst gingen eine gemeinsame Streife.",
        "Polizei und Ordnungsdienst gingen zwei gemeinsame Streifen.",
        "Polizei und Ordnungsdienst gingen fünf gemeinsame Streifen.",
    ),
    ("fieldwork", "occasions"): (
        "Dabei wurde kein Anlass festgehalten.",
        "Dabei wurde ein Anlass festgehalten.",
        "Dabei wurden zwei Anlässe festgehalten.",
        "Dabei wurden fünf Anlässe festgehalten.",
    ),
    ("measures", "measures"): (
        None,
        "Im Zeitraum lief oder entstand eine Maßnahme.",
        "Im Zeitraum liefen oder entstanden zwei Maßnahmen.",
        "Im Zeitraum liefen oder entstanden fünf Maßnahmen.",
    ),
    ("measures", "results"): (
        None,
        "Zu einer Maßnahme liegt ein Ergebnis vor.",
        "Zu zwei Maßnahmen liegen Ergebnisse vor.",
        "Zu fünf Maßnahmen liegen Ergebnisse vor.",
    ),
    ("measures", "fields_alone"): (
        None,
        "Der Präventionsrat führt ein Problemfeld.",
        "Der Präventionsrat führt zwei Problemfelder.",
        "Der Präventionsrat führt fünf Problemfelder.",
    ),
    ("measures", "fields_worked_on"): (
        None,
        "Zu einem Problemfeld gibt es Beschlüsse oder Maßnahmen.",
        "Zu zwei Problemfeldern gibt es Beschlüsse oder Maßnahmen.",
        "Zu fünf Problemfeldern gibt es Beschlüsse oder Maßnahmen.",
    ),
    ("council", "decisions"): (
        None,
        "Im Zeitraum wurde ein Beschluss gefasst, der öffentlich ist.",
        "Im Zeitraum wurden zwei Beschlüsse gefasst, die öffentlich sind.",
        "Im Zeitraum wurden fünf Beschlüsse gefasst, die öffentlich sind.",
    ),
    ("council", "groups"): (
        None,
        "Am 18.11.2026 arbeitete eine Gruppe (Arbeitsgruppe, Fachkreis oder Begleitgremium).",
        "Am 18.11.2026 arbeiteten zwei Arbeitsgruppen, Fachkreise und Begleitgremien.",
        "Am 18.11.2026 arbeiteten fünf Arbeitsgruppen, Fachkreise und Begleitgremien.",
    ),
    ("situation", "peers"): (
        None,
        "Nach Größe und Dichte ähnelt dem Landkreis Zwickau am meisten: Bautzen.",
        "Nach Größe und Dichte ähneln dem Landkreis Zwickau am meisten: Bautzen und Leipzig.",
        "Nach Größe und Dichte ähneln dem Landkreis Zwickau am meisten: Bautzen, Leipzig, Görlitz, Meißen und Mittelsachsen.",
    ),
    ("reporting", "together"): (
        "Die Portale zeigen zusammen kein Angebot und keine Maßnahme.",
        "Die Portale zeigen zusammen ein Angebot und eine Maßnahme.",
        "Die Portale zeigen zusammen zwei Angebote und zwei Maßnahmen.",
        "Die Portale zeigen zusammen fünf Angebote und fünf Maßnahmen.",
    ),
}  # fmt: skip
NAMES = ["Bautzen", "Leipzig", "Görlitz", "Meißen", "Mittelsachsen"]


def book(package: str) -> german.Phrases:
    return german.book(ROOT / package / "data" / "bausteine.yaml")


@pytest.mark.parametrize(("package", "key"), OF_ALL)
def test_how_many_of_all_is_said_in_words_that_fit(package: str, key: str) -> None:
    said = [book(package).part(key, part, whole, day=DAY, others=whole - part) for part, whole in PARTS]
    assert said == list(OF_ALL[package, key])


@pytest.mark.parametrize(("package", "key"), COUNTED)
def test_a_sentence_with_a_count_reads_well(package: str, key: str) -> None:
    expected = COUNTED[package, key]
    for n, text in zip(COUNTS, expected, strict=True):
        more = {
            "hours": n,
            "day": DAY,
            "names": NAMES[:n],
            "region": "dem Landkreis Zwickau",
            "offers": n,
            "measures": n,
        }
        assert text is None or book(package).say(key, n=n, **more) == text


@pytest.mark.parametrize(
    ("name", "first", "third"),
    [
        ("Landkreis Zwickau", "der Landkreis Zwickau", "dem Landkreis Zwickau"),
        ("Vogtlandkreis", "der Vogtlandkreis", "dem Vogtlandkreis"),
        ("Saale-Orla-Kreis", "der Saale-Orla-Kreis", "dem Saale-Orla-Kreis"),
        ("Stadt Zwickau", "die Stadt Zwickau", "der Stadt Zwickau"),
        ("Gemeinde Amtsberg", "die Gemeinde Amtsberg", "der Gemeinde Amtsberg"),
        ("Neustadt in Sachsen", "Neustadt in Sachsen", "Neustadt in Sachsen"),
        ("Region Hannover", "die Region Hannover", "der Region Hannover"),
        ("Saarland", "das Saarland", "dem Saarland"),
        ("Chemnitz", "Chemnitz", "Chemnitz"),
        ("Kreischa", "Kreischa", "Kreischa"),
        ("Stadtroda", "Stadtroda", "Stadtroda"),
    ],
)
def test_a_place_has_the_article_it_needs(name: str, first: str, third: str) -> None:
    assert (with_article(name), with_article(name, "dat")) == (first, third)
