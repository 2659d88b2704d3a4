from __future__ import annotations

import textwrap
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.tenancy import make_person, make_state, make_tenant
from tests.factories.vocabulary import load_curated
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.intake import Refusal, Report
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain.load import CURATED, load_vocabulary
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.models import Term
from umsicht.vocabulary.queries.catalogue import PLAIN, catalogue
from umsicht.vocabulary.queries.terms import term_of, versions_of

pytestmark = pytest.mark.django_db


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "vokabular.yaml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def load(tmp_path: Path, text: str, **options: bool) -> Report:
    return load_vocabulary(write(tmp_path, text), actor=None, **options)


@pytest.mark.store
def test_curated_vocabulary_loads_without_refusal_and_twice_changes_nothing() -> None:
    first = load_vocabulary(CURATED, actor=None)
    assert (first.refused, first.changed, first.notes) == ([], 0, [])
    second = load_vocabulary(CURATED, actor=None)
    assert (second.created, second.changed, second.unchanged, second.refused) == (0, 0, first.created, [])


def test_curated_vocabulary_holds_what_the_paper_and_the_field_name() -> None:
    load_curated()
    found = catalogue(make_tenant())
    assert [(e.numeral, e.label_de) for e in found.children("problem_field")] == [
        ("I", "Aggression und Gewalt"),
        ("II", "Sucht"),
        ("III", "Schutz vor Alltagskriminalität"),
        ("IV", "Demokratiefeindlichkeit"),
        ("", "Konfliktmanagement im öffentlichen Raum"),
    ]
    assert Counter(entry.parent for entry in found.scheme("problem_field").values() if entry.parent) == {
        "aggression-gewalt": 7, "sucht": 2, "alltagskriminalitaet": 2, "demokratiefeindlichkeit": 2,
    }  # fmt: skip
    later = found.scheme("problem_field")["konfliktmanagement-oeffentlicher-raum"]
    assert (later.decision, str(later.valid_from), later.valid_from_precision) == (
        "ba-002-2019",
        "2019-01-01",
        "year",
    )
    assert Counter(entry.extra["side"] for entry in found.scheme("factor").values()) == {
        "risk": 24,
        "protective": 13,
    }
    assert list(found.scheme("level")) == ["universell", "selektiv", "indiziert"]
    assert len(found.scheme("grade")) == 13
    assert set(Scheme.values) == {entry.scheme for entry in found.entries}
    assert found.label("audience", "anwohnende", PLAIN) == "Menschen, die hier wohnen"


def test_bad_rows_are_refused_by_name_and_the_rest_is_written(tmp_path: Path) -> None:
    report = load(
        tmp_path,
        """\
        further_topics:
          - {code: gut, label_de: Gut}
          - {code: Schlecht!, label_de: Schlecht}
          - {code: ohne-namen, label_de: ""}
          - {code: komma, label_de: Körper, Liebe und Grenzen}
          - {code: gut, label_de: Noch einmal}
          - {code: verweis, label_de: Verweis, related: [gibt-es-nicht]}
          - nur ein Wort
          - {code: doppelt, code: doppelt, label_de: Doppelt}
          - {code: datum, label_de: Datum, valid_from: 31.12.2020}
          - {code: tag, label_de: Tag, valid_from: "2020-02-31"}
          - {code: zeit, label_de: Zeit, valid_from: "2020", valid_to: "2019"}
          - {code: liste, label_de: [a, b]}
        ctc_factors:
          - {code: r-x, kind: maybe, domain: family, label_de: X}
        unbekannt:
          - {code: a}
        """,
    )
    assert [(refusal.line, refusal.column) for refusal in report.refused] == [
        (3, "code"), (4, "label_de"), (5, "Liebe und Grenzen"), (6, "code"), (7, "related"), (8, "further_topics"),
        (9, "further_topics"), (10, "valid_from"), (11, "valid_from"), (12, "valid_to"), (13, "label_de"), (15, "kind"),
        (17, "unbekannt"),
    ]  # fmt: skip
    assert [term.code for term in Term.objects.with_scopes_disabled().all()] == ["gut"]
    assert (report.created, report.written) == (1, True)


def test_strict_writes_nothing_when_a_row_is_refused(tmp_path: Path) -> None:
    text = "further_topics:\n  - {code: gut, label_de: Gut}\n  - {code: X, label_de: X}\n"
    report = load(tmp_path, text, strict=True)
    assert (len(report.refused), report.written, Term.objects.with_scopes_disabled().count()) == (1, False, 0)


def test_dry_run_counts_but_writes_nothing(tmp_path: Path) -> None:
    report = load(tmp_path, "further_topics:\n  - {code: gut, label_de: Gut}\n", dry_run=True)
    assert (report.created, report.written, Term.objects.with_scopes_disabled().count()) == (1, False, 0)


def test_changed_name_becomes_a_version_and_other_texts_are_corrected(tmp_path: Path) -> None:
    load(
        tmp_path,
        "further_topics:\n  - {code: a, label_de: Alt, label_plain: x}\n  - {code: b, label_de: B}\n",
    )
    report = load(tmp_path, "further_topics:\n  - {code: a, label_de: Neu, label_plain: y, words: [w]}\n")
    term = term_of(make_state(), "topic", "a")
    assert (term.label_de, term.label_plain, term.words) == ("Neu", "y", ["w"])
    assert [(v.label_de, v.label_plain) for v in versions_of(term)] == [("Alt", "x"), ("Neu", "y")]
    assert (report.changed, report.notes) == (1, ["Nicht in der Datei und behalten: topic/b."])


def test_term_can_be_ended_by_the_file(tmp_path: Path) -> None:
    load(tmp_path, 'further_topics:\n  - {code: a, label_de: A, valid_to: "2024-06"}\n')
    term = term_of(make_state(), "topic", "a")
    assert (str(term.valid_to), term.valid_to_precision) == ("2024-06-30", "month")


def test_parents_may_stand_after_their_children(tmp_path: Path) -> None:
    report = load(
        tmp_path,
        """\
        problem_fields:
          - {code: kind, kind: item, parent: thema, label_de: Kind}
          - {code: thema, kind: theme, label_de: Thema}
        """,
    )
    assert (report.created, report.refused) == (2, [])
    parent = term_of(make_state(), "problem_field", "kind").parent
    assert parent is not None
    assert parent.code == "thema"


def test_circle_of_parents_is_refused(tmp_path: Path) -> None:
    report = load(
        tmp_path,
        """\
        problem_fields:
          - {code: a, kind: item, parent: b, label_de: A}
          - {code: b, kind: item, parent: a, label_de: B}
          - {code: c, kind: item, parent: c, label_de: C}
        """,
    )
    assert Refusal(4, "parent", "Ein Begriff kann nicht unter sich selbst stehen.") in report.refused
    assert [refusal.line for refusal in report.refused] == [2, 3, 4]


@pytest.mark.parametrize(
    "text", ["- nur\n- Liste", "a: [", "\x00", "{", "a: !!python/object:os.system {}\n" * 2]
)
def test_file_that_is_none_is_refused_as_a_whole(tmp_path: Path, text: str) -> None:
    try:
        report = load(tmp_path, text)
    except BadInput:
        report = None
    assert report is None or report.refused
    assert Term.objects.with_scopes_disabled().count() == 0


def test_python_objects_in_a_row_are_never_built(tmp_path: Path) -> None:
    report = load(tmp_path, "further_topics:\n  - {code: a, label_de: !!python/name:os.system }\n")
    assert [refusal.line for refusal in report.refused] == [2]


def test_pages_are_renewed_once_per_import(tmp_path: Path) -> None:
    tenant = make_tenant()
    load(tmp_path, "further_topics:\n  - {code: a, label_de: A}\n  - {code: b, label_de: B}\n")
    assert Tenant.objects.get(pk=tenant.pk).content_version == tenant.content_version + 1
    load(tmp_path, "further_topics:\n  - {code: a, label_de: A}\n")
    assert Tenant.objects.get(pk=tenant.pk).content_version == tenant.content_version + 1


def test_stranger_may_not_load() -> None:
    with pytest.raises(NotAllowed):
        load_vocabulary(CURATED, actor=make_person())


def test_command_reports_and_fails_on_a_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path, "further_topics:\n  - {code: a, label_de: A}\n  - {code: B, label_de: B}\n")
    call_command("import", "vocabulary", str(good), "--dry-run")
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Zeile 3, code: ")
    assert told[-1] == "new 1, changed 0, unchanged 0, refused 1"
    with pytest.raises(CommandError):
        call_command("import", "vocabulary", str(write(tmp_path, "- x")))
