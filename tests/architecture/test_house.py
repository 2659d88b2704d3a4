"""The rules of the house that a machine can see: layers, documented settings and commands, declared personal data."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands
from django.db import models
from django_scopes.exceptions import ScopeError

from tools import settings_page
from umsicht.core.privacy import Declaration

ROOT = Path(__file__).resolve().parents[2]
OURS = [config for config in apps.get_app_configs() if config.name.startswith("umsicht.")]


def declarations() -> dict[str, Declaration]:
    found: dict[str, Declaration] = {}
    for config in OURS:
        if find_spec(f"{config.name}.privacy"):
            stated = import_module(f"{config.name}.privacy").PRIVACY
            assert found.keys() & stated.keys() == set(), "declared twice"
            found |= stated
    return found


def test_imports_point_down() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_model_declares_what_it_keeps_about_people() -> None:
    known = {model._meta.label for model in apps.get_models()}
    stated = declarations().keys()
    assert (sorted(known - stated), sorted(stated - known)) == ([], [])


def test_settings_page_is_what_the_program_reads() -> None:
    assert settings_page.PAGE.read_text(encoding="utf-8") == settings_page.text()


def test_every_own_command_is_documented_and_every_documented_one_exists() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    section = page.split("## Of Django")[0]
    written = re.findall(r"^\| `umsicht ([\w-]+)", section, re.MULTILINE)
    documented = {name.replace("-", "_") for name in written} - {"check"}
    own = {name for name, app in get_commands().items() if str(app).startswith("umsicht.")}
    assert (sorted(own - documented), sorted(documented - own)) == ([], [])


def test_every_page_of_the_documentation_is_reached_from_its_start() -> None:
    docs = ROOT / "docs"
    waiting, reached = [docs / "README.md"], set()
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
        found = {(page.parent / target).resolve() for target in targets if "://" not in target}
        waiting += [target for target in found - reached if docs in target.parents]
    pages = set(docs.rglob("*.md"))
    assert sorted(str(page.relative_to(docs)) for page in pages - reached) == []


def test_every_deployment_finding_is_documented() -> None:
    code = (ROOT / "src/umsicht/config/checks.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/how-to/going-live.md").read_text(encoding="utf-8")
    ids = r"umsicht\.[EW]\d{3}"
    assert sorted(set(re.findall(ids, page))) == sorted(set(re.findall(ids, code)))


def _is_open(model: type[models.Model]) -> bool:
    try:
        model.objects.all()  # type: ignore[attr-defined]
    except ScopeError:
        return False
    return True


def test_records_of_a_tenant_are_closed_without_a_scope() -> None:
    owned = [
        model
        for config in OURS
        for model in config.get_models()
        if any(field.name == "tenant" and field.is_relation for field in model._meta.fields)
    ]
    assert len(owned) > 3
    assert [model._meta.label for model in owned if _is_open(model)] == []
