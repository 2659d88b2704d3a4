"""Compiles the word lists of the German search from their sources into src/umsicht/search/data/.

    python tools/language_data.py SOURCES VOCABULARY

SOURCES holds decompound/dictionary-de.txt, nomen_de.csv, openthesaurus_2017.txt and postgresql_german.stop; VOCABULARY is the
curated vocabulary file. Only rerun when a source changes: the result is committed, each file with the licence of its source (NOTICE.txt).
parts_own.txt, fillers.txt and synonyms_own.txt are written by hand and not touched.
"""

from __future__ import annotations

import collections
import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from umsicht.search.language.fold import fold

DATA = Path(__file__).parents[1] / "src/umsicht/search/data"
LINKS = ("", "s", "n", "en", "es", "e", "er")
PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß]{3,40}")
# Notes in brackets that disqualify a synonym: rude, outdated, narrow or regional use.
REFUSED = re.compile(
    r"vulg|derb|abwert|veralt|hist|fachspr|regional|süddt|norddt|österr|schweiz|landsch|scherzh|ironisch|salopp|dichter"
    r"|poetisch|bildungsspr|jidd|engl|lat|fig|sarkast|jugendspr|berlin|bayr|alemann|geh\.|variabel|techn|jur|med|chem|astron",
    re.IGNORECASE,
)

# A group with one of these words means something else than people here look for, or is rude; dropped as a whole.
REFUSED_WORDS = set(
    """Adenauer Adlatus Aktivierung Anführung Aktionspreis Anhang Anstandsdame Kontingent Asphalt Rekognoszierung Augensteine
    Desintegration Sitzbank Abklärung Stolperfalle Gesprächsaufhänger Aufrechterhaltung Belichtung Abfindung Barschaft
    Fertigungsanlage Uptime Werkstatt Probezeit Schlussrechnung Langnase Fallstrick Bunzreplik Bühne Dateiverzeichnis Datierung
    Zeitangabe Germania Altreich Unflat Verzahnung Befolgung Einöde Seelen Konzeption Erhabenheit Erhalt Leiche Aufpasserin Eva
    Hirsch Feriengast Inkarnat Fluchwort Stehbildkamera Seitensprung Fremdling Häufigkeit Kameradschaft Gurke Garagenrock
    Provenienz Entourage Jünger Kompensation Geistesleben Geldtasche Chance Gerichtshof Mahlzeit Superior Geschäftsleben
    Mentalität Körperpflege Gesöff Vehemenz Hasardspiel Graspflanze Gunstbezeigung Hamburger Handhabung Behausung Bungalow
    Hausstand Teint Rückfahrt Zustandekommen Hingabe Integralrechnung Intention Datenautobahn Jehudi Wicht Justitia
    Kaufmannschaft Cellarius Ketzerei Nervenkitzel Tritt Bethaus Glaubensrichtung Religionsgemeinschaft Teppichratte Klippschule
    Gemeinde Wohngemeinschaft Streitfrage Konnex Staatsverfassung Verbrauch Bekannter Geschäftsbeziehung Korpus Kostbarkeit
    Kringel Kinderbett Kunststück Kurssturz Börsencrash Käuflichkeit Lampion Rufe Leib Kippe Macker Differenziertheit Match
    Mediationszeit Allgemeinheit Personen Messgerät Mischpoke Schindluder Volksgenosse Maulwurf Schraubenmutter Mutterfirma Angie
    Umkreis Nachforschung Wänster Staat Nutzbarkeit Vermessungsnetz Netzwerk Nonkonformist Beamtenapparat Staatsgewalt
    Schaffensfreude Kabinett Ott Paffen Gönnerschaft Polente Volksvertreter Pot Probe Arbeitsweise Puck Brauner Remmidemmi
    Pietät Unwägbarkeit Kooperation Palast Schlummer Schnelle Butterbrot Seidel Billigung Stammhalter Skinhead Sicherheitsrisiko
    Ausdrucksform Einzelsprache Sprechapparat Kellerspeicher Politik Lokalkolorit Disput Studiosus Treppe Lebenswelt Aufzählung
    Kennziffer Technologie Gimmick Remedium Lala Tochterunternehmen Tyrannei Wanderung Rechtswidrigkeit Instandhaltung Zwiegespräch
    Nebentitel Minorität Dahingeschiedener Bekanntschaften Falsifikator Vereitelung Misere Verkehrsstation Verständigungsmittel
    Gesamtheit Vorsatz Wagestück Trance Probabilität Mauer Materie Weißer Wertekatalog Wirkungsgrad Konjunkturtief Speisewirtschaft
    Wünscher Devisen Zwiespalt Rückgrat Hochkultur Zuarbeit Zucht Zufluchtsort nachgewiesen teils abgezogen Huddel jemand Bremser
    Akzeptierung Beantwortung Hautfarbe Häresie Antragstellung Frage Nachfrage Anbruch Landsmann Menschen Sportart Ortschaft
    Ausbildung Dresche Adoleszent Bürschchen Ärgerlichkeiten Gegenleistung Referent Schau Teilhabe Opportunität Böller
    Unterrichtender Gefolge Haus Netz Vielfalt Handikap Blockade Obstruktion Schule Tatendrang Konstitution Leibesübungen Oberschule""".split()
)


def _write(name: str, header: str, lines: Iterable[str]) -> None:
    rows = sorted(set(lines))
    (DATA / name).write_text(f"# {header}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)}")


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def lemmas(path: Path) -> set[str]:
    with path.open(encoding="utf-8") as file:
        return {fold(row["lemma"]) for row in csv.DictReader(file) if PLAIN.fullmatch(row["lemma"])}


def productive(nouns: set[str], base: set[str]) -> set[str]:
    """Nouns that stand in at least three compounds of the list itself: likely parts, while rare words would split wrongly."""
    seen: collections.Counter[str] = collections.Counter()
    for word in nouns:
        for cut in range(4, len(word) - 3):
            head = word[cut:]
            if head not in nouns:
                continue
            modifier = next(
                (
                    m
                    for link in LINKS
                    if word[:cut].endswith(link) and (m := word[: cut - len(link)]) in nouns | base
                ),
                None,
            )
            if modifier:
                seen[head] += 1
                seen[modifier] += 1
                break
    return {word for word, times in seen.items() if times >= 3 and 4 <= len(word) <= 14}


def thesaurus(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Groups of (word, note); only single words without a refused note."""
    for line in _lines(path):
        group = []
        for entry in line.split(";"):
            notes = " ".join(re.findall(r"\(([^)]*)\)", entry))
            word = re.sub(r"\([^)]*\)", "", entry).strip()
            if PLAIN.fullmatch(word) and not REFUSED.search(notes):
                group.append((word, notes))
        if group:
            yield group


def domain_words(path: Path) -> set[str]:
    """Folded single words of all labels and lay words of the vocabulary."""
    words: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("label_de", "label_plain") and isinstance(inner, str):
                    words.update(fold(word) for word in PLAIN.findall(inner))
                elif key == "words":
                    words.update(fold(word) for entry in inner or () for word in PLAIN.findall(str(entry)))
                else:
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(yaml.safe_load(path.read_text(encoding="utf-8")))
    return {word for word in words if len(word) >= 4}


def main(sources: Path, vocabulary: Path) -> None:
    base = {fold(word) for word in _lines(sources / "decompound/dictionary-de.txt")}
    nouns = lemmas(sources / "nomen_de.csv")
    _write(
        "parts_dictionary.txt",
        "Parts of compounds, folded. From german-decompounder (igerman98), LGPL-3.0-or-later",
        (word for word in base if len(word) >= 3),
    )
    _write(
        "parts_nouns.txt",
        "Parts of compounds, folded. Selected from german-nouns (Wiktionary), CC BY-SA 4.0",
        productive(nouns, base) - base,
    )
    _write(
        "nouns.txt",
        "Short nouns that are no verb forms, folded. Selected from german-nouns (Wiktionary), CC BY-SA 4.0",
        (word for word in nouns if len(word) <= 9 and (word.startswith("ge") or word.endswith("t"))),
    )
    groups = list(thesaurus(sources / "openthesaurus_2017.txt"))
    verbs = {
        word
        for group in groups
        for word, _ in group
        if word[0].islower() and re.search(r"(e[nrl]n?|n)$", word)
    }
    _write(
        "verbs.txt",
        "Infinitives, folded. Selected from OpenThesaurus, LGPL-2.1-or-later",
        (fold(word) for word in verbs if re.search(r"(en|ern|eln)$", word) and len(word) >= 5),
    )
    stop = set(_lines(sources / "postgresql_german.stop"))
    _write(
        "stopwords.txt",
        "Function words, folded. PostgreSQL's german.stop, PostgreSQL Licence",
        (fold(word) for word in stop if word not in ("nicht", "nichts", "gegen", "ohne", "kein", "keine")),
    )
    domain = domain_words(vocabulary)
    times = collections.Counter(fold(word) for group in groups for word, _ in group)
    picked = []
    for group in groups:
        words = [word for word, _ in group if word[0].isupper() or fold(word) in domain]
        clear = [word for word in words if times[fold(word)] <= 3 and fold(word) not in stop]
        known = any(fold(word) in domain for word in clear)
        if known and 2 <= len(clear) <= 10 and REFUSED_WORDS.isdisjoint(word for word, _ in group):
            picked.append(";".join(dict.fromkeys(clear)))
    _write(
        "synonyms_thesaurus.txt",
        "Groups of synonyms. Selected from OpenThesaurus (10/2017), LGPL-2.1-or-later",
        picked,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
