from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tests.tools.conftest import Write
from tools import messages

HEADER = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
PO = "src/umsicht/offers/locale/de/LC_MESSAGES/django.po"


@pytest.fixture
def package(write: Write) -> Path:
    write("src/umsicht/offers/__init__.py", "")
    write("src/umsicht/offers/a.py", 'x = _("Offer")\ny = ngettext("%(n)s hit", "%(n)s hits", n)\n')
    write(
        "src/umsicht/offers/templates/a.html",
        '{% translate "Search" %}{% blocktranslate trimmed with a=b %}\n  Near {{ a }}\n{% endblocktranslate %}'
        """<c-x :label="_('Close')">""",
    )
    return write(
        PO,
        HEADER
        + '\nmsgid "Offer"\nmsgstr "Angebot"\n\nmsgid "%(n)s hit"\nmsgid_plural "%(n)s hits"\n'
        + 'msgstr[0] "%(n)s Treffer"\nmsgstr[1] "%(n)s Treffer"\n\nmsgid "Search"\nmsgstr "Suchen"\n\n'
        + 'msgid "Near %(a)s"\nmsgstr "In der Nähe von %(a)s"\n\nmsgid "Close"\nmsgstr "Schließen"\n',
    )


def faults(tree: Path) -> list[str]:
    return [finding.text for finding in messages.find(tree)]


def test_complete_catalogue_passes(tree: Path, package: Path) -> None:
    assert faults(tree) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgid "Offer"\nmsgstr "Angebot"\n', "", "no German entry: 'Offer'"),
        ('msgstr "Angebot"', 'msgstr ""', "not translated: 'Offer'"),
        ('msgid "Offer"', '#, fuzzy\nmsgid "Offer"', "fuzzy: 'Offer'"),
        (
            'msgstr "In der Nähe von %(a)s"',
            'msgstr "In der Nähe"',
            "other placeholders than the msgid: 'Near %(a)s'",
        ),
        ('msgstr[1] "%(n)s Treffer"', 'msgstr[1] ""', "not translated: '%(n)s hit'"),
        ('msgid "Search"', 'msgid "Gone"\nmsgstr "Weg"\n\nmsgid "Search"', "obsolete: 'Gone'"),
    ],
)
def test_gap_in_the_catalogue_is_found(tree: Path, package: Path, old: str, new: str, fault: str) -> None:
    text = package.read_text(encoding="utf-8")
    assert old in text
    package.write_text(text.replace(old, new), encoding="utf-8")
    assert faults(tree) == [fault]


def test_update_keeps_translations_adds_the_new_and_drops_the_obsolete(tree: Path, package: Path) -> None:
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace('msgid "Close"', 'msgid "Gone"'), encoding="utf-8")
    messages.update(tree / "src/umsicht/offers")
    assert faults(tree) == ["not translated: 'Close'"]
    assert 'msgstr "Angebot"' in package.read_text(encoding="utf-8")


def test_compiled_catalogue_speaks_german(tree: Path, package: Path) -> None:
    assert messages.compile_all(tree) == 1
    assert messages.compile_all(tree) == 0
    with package.with_suffix(".mo").open("rb") as file:
        german = gettext.GNUTranslations(file)
    assert german.gettext("Search") == "Suchen"
    assert german.ngettext("%(n)s hit", "%(n)s hits", 2) == "%(n)s Treffer"


def test_one_msgid_in_two_wordings_is_found(tree: Path, package: Path, write: Write) -> None:
    write("src/umsicht/search/__init__.py", 'x = _("Search")\ny = pgettext("noun", "Offer")\n')
    theirs = write(
        PO.replace("offers", "search"),
        HEADER + '\nmsgid "Search"\nmsgstr "Suche"\n\nmsgctxt "noun"\nmsgid "Offer"\nmsgstr "Gebot"\n',
    )
    assert faults(tree) == [f"'Search' is said differently in {PO}; use a context (pgettext) or one wording"]
    theirs.write_text(theirs.read_text(encoding="utf-8").replace("Suche", "Suchen"), encoding="utf-8")
    assert faults(tree) == []


@pytest.mark.parametrize(
    "source",
    [
        """z = f"{name or _('Open')} – {day}\"\n""",
        """z = f'<p>{escape(_("Open"))}</p>'\n""",
        """z = f"{ngettext('Open', 'Open ones', n)}\"\n""",
    ],
)
def test_words_inside_f_strings_are_found(tree: Path, package: Path, write: Write, source: str) -> None:
    write("src/umsicht/offers/b.py", source)
    assert faults(tree) == ["no German entry: 'Open'"]
