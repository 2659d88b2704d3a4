"""`umsicht import pks` and `umsicht situation` as scripts read them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.situation import make_figures, statewide, write_csv
from umsicht.situation.models import Observation

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_last_line_of_an_import_is_stable(tmp_path):
    path = write_csv(
        tmp_path / "pks.csv", [*statewide(2019, "224000", [100]), "2019,Mord,14511,1,1,0,0,,0,0"]
    )
    lines = run("import", "pks", str(path), "--dry-run")
    assert lines == [
        "Zeile 28, Schlüssel: „Mord“ ist kein Straftatenschlüssel.",
        "Probelauf, nichts geschrieben.",
        "new 26, changed 0, unchanged 0, refused 1",
    ]
    assert run("import", "pks", str(path))[-1] == "new 26, changed 0, unchanged 0, refused 1"
    assert run("import", "pks", str(path), "--year", "2018")[-1] == "new 0, changed 0, unchanged 0, refused 0"


def test_strict_ends_with_an_error(tmp_path):
    path = write_csv(tmp_path / "pks.csv", ["2019,Mord,14511,1,1,0,0,,0,0"])
    with pytest.raises(CommandError, match="--strict"):
        run("import", "pks", str(path), "--strict")


def test_a_hostile_file_ends_with_one_sentence(tmp_path):
    path = tmp_path / "leer.csv"
    path.touch()
    with pytest.raises(CommandError, match=r"^Die Datei ist leer\.$"):
        run("import", "pks", str(path))


def test_a_series_is_shown_as_plain_columns(tmp_path):
    make_figures(tmp_path, statewide(2019, "224000", [100]))
    assert run(
        "situation", "show", "--area", "14511", "--indicator", "pks/224000/faelle", "--format", "csv"
    ) == [
        "year,value,lower,upper,source,as-of",
        '2019,100,81.8,121.1,"PKS Bundeskriminalamt, 2019 (dl-de/by-2-0)",2019',
    ]
    assert run("situation", "show", "--area", "14511", "--indicator", "pks/224000/hz")[1].startswith(
        "2019,40.0,32.7,48.4,"
    )
    assert run("situation", "show", "--area", "14511", "--indicator", "pks/224000/aufgeklaert")[1].startswith(
        "2019,0.5,0.40"
    )


@pytest.mark.parametrize(
    ("area", "code"),
    [("14511", "pks/224000"), ("14511", "pks/999999/hz"), ("14511", "hz"), ("99999", "pks/224000/hz")],
)
def test_an_unknown_word_ends_with_one_sentence(tmp_path, area, code):
    make_figures(tmp_path, statewide(2019, "224000", [100]))
    with pytest.raises(CommandError, match="gibt es nicht"):
        run("situation", "show", "--area", area, "--indicator", code)


def test_protection_is_renewed_after_the_limit_changed(tmp_path, settings):
    make_figures(tmp_path, statewide(2019, "224000", [100]))
    assert run("situation", "protect") == ["changed 0"]
    settings.SMALL_CELL = 200
    assert (
        int(run("situation", "protect")[0].removeprefix("changed "))
        == Observation.objects.filter(hides_cases=True).count()
    )
