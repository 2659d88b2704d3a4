"""Links, locks and migrations: each check finds its bad sample and lets the good one pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools.conftest import Write
from tools import check_links, check_locks, check_migrations
from tools.strip_lock import strip


def test_dead_links_and_anchors_are_found(tree: Path, write: Write) -> None:
    write(
        "docs/a.md", "# Über uns: kurz\n\n[x](b.md) [y](gone.md)\n![p](gone.png) [z](#nowhere) [w](b.md#no)\n"
    )
    write("docs/b.md", "# B\n")
    assert [(f.line, f.text) for f in check_links.find(tree)] == [
        (3, "dead link: gone.md"),
        (4, "dead link: gone.png"),
        (4, "no such heading: #nowhere"),
        (4, "no such heading: b.md#no"),
    ]


def test_living_links_pass(tree: Path, write: Write) -> None:
    write("README.md", "[d](docs) [a](docs/a.md#über-uns-kurz) [w](https://example.org/x) `[c](gone.md)`\n")
    write(
        "docs/a.md",
        "# Über uns: kurz\n\n```\n[code](gone.md)\n```\n[up](../README.md) [two](#b-1)\n## B\n## B\n",
    )
    assert list(check_links.find(tree)) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("--index-url https://index.example/simple\n", "an address in a lock file"),
        ("a @ https://example.org/a.whl\n    --hash=sha256:1\n", "an address in a lock file"),
        ("a>=1\n    --hash=sha256:1\n", "not pinned to one version"),
        ("a==1\n", "pinned without a hash"),
    ],
)
def test_bad_python_lock_is_found(tree: Path, write: Write, text: str, complaint: str) -> None:
    write("requirements/runtime.txt", text)
    assert complaint in [finding.text for finding in check_locks.find(tree)]


def test_good_locks_pass(tree: Path, write: Write) -> None:
    write("requirements/runtime.txt", "# made by uv\na==1 ; x \\\n    --hash=sha256:1\n    # via b\n")
    write(
        "package-lock.json", json.dumps({"packages": {"": {}, "node_modules/a": {"integrity": "sha512-x"}}})
    )
    assert list(check_locks.find(tree)) == []


def test_bad_npm_lock_is_found_and_stripping_mends_it(tree: Path, write: Write) -> None:
    package = {
        "integrity": "sha512-x",
        "resolved": "https://r.example/a.tgz",
        "funding": {"url": "https://f.example"},
    }
    lock = {"packages": {"": {}, "node_modules/a": package}}
    write("package-lock.json", json.dumps(lock, indent=1))
    assert len(list(check_locks.find(tree))) == 2
    write("package-lock.json", json.dumps(strip(lock), indent=1))
    assert list(check_locks.find(tree)) == []
    write("package-lock.json", json.dumps({"packages": {"node_modules/a": {}}}))
    assert [finding.text for finding in check_locks.find(tree)] == ["node_modules/a has no integrity hash"]


def migration(dependencies: str = "", imports: str = "") -> str:
    return f"{imports}\nclass Migration:\n    dependencies = [{dependencies}]\n"


def migrations(tree: Path) -> list[str]:
    return [finding.text for finding in check_migrations.find(tree)]


def test_linear_named_migrations_pass(tree: Path, write: Write) -> None:
    folder = "src/umsicht/offers/migrations"
    write(f"{folder}/__init__.py", "")
    write(f"{folder}/0001_initial.py", migration('("tenancy", "0001_initial")', "import datetime"))
    write(f"{folder}/0002_add_clock.py", migration('("offers", "0001_initial"), settings.X'))
    assert migrations(tree) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("0002_auto_20260101", migration('("offers", "0001_initial")'), "not named for what it does"),
        ("0003_add_clock", migration('("offers", "0001_initial")'), "numbers are not linear: expected 0002"),
        ("0002_add_clock", migration(), "must depend on ['0001_initial'] of its own app, not []"),
        (
            "0002_add_clock",
            migration('("offers", "0001_initial")', "from umsicht.offers.enums import State"),
            "imports umsicht.offers.enums",
        ),
        (
            "0002_add_clock",
            migration('("offers", "0001_initial")', "from ..enums import State"),
            "imports ..enums",
        ),
    ],
)
def test_bad_migration_is_found(tree: Path, write: Write, name: str, text: str, complaint: str) -> None:
    folder = "src/umsicht/offers/migrations"
    write(f"{folder}/0001_initial.py", migration())
    write(f"{folder}/{name}.py", text)
    assert migrations(tree) == [complaint]
