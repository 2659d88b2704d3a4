from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from umsicht.config import imports
from umsicht.core.intake import Report
from umsicht.tenancy.models import Tenant

DISTRICTS = Path(imports.__file__).resolve().parent / "demo/data/gemeinden/kreise_sachsen_2025-08-31.csv"


def run(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("import", *[str(argument) for argument in arguments], stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_last_line_counts_and_a_second_run_changes_nothing() -> None:
    assert run("tenants", DISTRICTS)[-1] == "new 13, changed 0, unchanged 0, refused 0"
    assert run("tenants", DISTRICTS)[-1] == "new 0, changed 0, unchanged 13, refused 0"


@pytest.mark.django_db
def test_refusals_come_first_in_german_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "kreise.csv"
    lines = DISTRICTS.read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].replace("14524", "1452x")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run("tenants", path, "--dry-run") == [
        "Zeile 6, kreis_ags: „1452x“ hat nicht genau 5 Ziffern",
        "Probelauf, nichts geschrieben.",
        "new 12, changed 0, unchanged 0, refused 1",
    ]
    assert Tenant.objects.count() == 1
    with pytest.raises(CommandError) as failed:
        run("tenants", path, "--strict")
    assert (failed.value.returncode, Tenant.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_wrong_file_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b\n", encoding="utf-8")
    with pytest.raises(CommandError, match="kein Verzeichnis von Gemeinden"):
        run("tenants", path)
    with pytest.raises(CommandError):
        run("unbekannt", path)


def test_kind_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "IMPORTERS", {})
    importer = imports.Importer(name="x", help="x", run=lambda options: Report())
    imports.register(importer)
    with pytest.raises(ValueError, match="twice"):
        imports.register(importer)
