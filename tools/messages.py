"""The catalogues of all packages, without GNU gettext: compile, update from the sources, or check for completeness.

Each package under src/umsicht keeps its own locale/de/LC_MESSAGES/django.po; English is the msgid itself.
`python -m tools.messages` compiles what changed, `--update` collects the msgids and keeps translations,
`--check` lists what is missing, fuzzy or no longer used.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.findings import ROOT, SOURCE, Finding, finish, name_of

LANGUAGE = "de"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)\{(\w+)\}")
COTTON = re.compile(r""":[\w-]+=(["'])\s*_\((?P<quote>["'])(?P<text>.+?)(?P=quote)\)\s*\1""")
IN_F_STRING = re.compile(r"\{[^{}\n]*(?<!\w)(?:_|\w*gettext\w*)\(")
Key = tuple[str, str]  # (context, first msgid)


def packages(root: Path = ROOT) -> Iterator[Path]:
    yield from (path.parent for path in sorted((root / SOURCE).glob("*/__init__.py")))


def catalogue_path(package: Path) -> Path:
    return package / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def _template_source(path: Path) -> str:
    """The template as the Python-like text in which Django marks its strings."""
    from django.utils.translation.template import templatize  # reason: slow

    text = path.read_text(encoding="utf-8")
    attributes = "".join(f"\n_({match['text']!r})" for match in COTTON.finditer(text))
    return templatize(text, origin=str(path)) + attributes


def _python_source(path: Path) -> str:
    """The module, and behind it the marked strings that stand inside f-strings: Babel reads past them."""
    text = path.read_text(encoding="utf-8")
    if not IN_F_STRING.search(text):
        return text
    found = (
        ast.unparse(call)
        for joined in ast.walk(ast.parse(text))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    )
    return "\n".join([text, *found])


def sources(package: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, _python_source(path)
    for path in sorted(package.rglob("*")):
        if "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}:
            yield path, _template_source(path)


def collect(package: Path) -> Catalog:
    """All msgids of one package, with their contexts and plurals."""
    catalogue = Catalog(locale=LANGUAGE, project="umsicht", charset="utf-8", fuzzy=False)
    for _path, text in sources(package):
        stream = io.BytesIO(text.encode("utf-8"))
        for _line, found, comments, context in extract("python", stream, KEYWORDS, ["Translators:"]):
            catalogue.add(found, auto_comments=comments, context=context)
    return catalogue


def _key(message: Message) -> Key:
    first = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return message.context or "", first


def entries(catalogue: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalogue if message.id}


def _texts(message: Message) -> tuple[list[str], list[str]]:
    ids = list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]
    strings = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]
    return ids, strings


def _placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def _faults(message: Message | None, wanted: Message) -> str | None:
    if message is None:
        return "no German entry"
    if message.fuzzy:
        return "fuzzy"
    ids, strings = _texts(message)
    if len(_texts(wanted)[0]) != len(ids) or len(strings) != len(ids):
        return "plural forms missing"
    if not all(strings):
        return "not translated"
    if _placeholders(strings[-1]) != _placeholders(ids[-1]):
        return "other placeholders than the msgid"
    return None


def disagreements(root: Path = ROOT) -> Iterator[Finding]:
    """The same msgid in German in two ways: Django merges all catalogues, so one would win everywhere."""
    first: dict[Key, tuple[str, object]] = {}
    for package in packages(root):
        path = catalogue_path(package)
        for key, message in (entries(read(path)) if path.exists() else {}).items():
            where, string = first.setdefault(key, (name_of(path, root), message.string))
            if message.string and string and message.string != string:
                text = f"{key[1]!r} is said differently in {where}; use a context (pgettext) or one wording"
                yield Finding(name_of(path, root), message.lineno or 1, text)


def find(root: Path = ROOT) -> Iterator[Finding]:
    yield from disagreements(root)
    for package in packages(root):
        path = catalogue_path(package)
        where, wanted = name_of(path, root), entries(collect(package))
        present = entries(read(path)) if path.exists() else {}
        for key, message in wanted.items():
            fault = _faults(present.get(key), message)
            if fault:
                yield Finding(
                    where, present[key].lineno or 1 if key in present else 1, f"{fault}: {key[1]!r}"
                )
        for key in present.keys() - wanted.keys():
            yield Finding(where, present[key].lineno or 1, f"obsolete: {key[1]!r}")


def update(package: Path) -> None:
    """Write the package's catalogue anew: its msgids in order, translations kept, obsolete ones gone."""
    path, catalogue = catalogue_path(package), collect(package)
    present = entries(read(path)) if path.exists() else {}
    if not entries(catalogue):
        path.unlink(missing_ok=True)
        return
    for key, message in entries(catalogue).items():
        old = present.get(key)
        if old is not None and len(_texts(old)[0]) == len(_texts(message)[0]):
            message.string, message.flags, message.user_comments = old.string, old.flags, old.user_comments
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, no_location=True, omit_header=True, sort_output=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {LANGUAGE}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    path.write_text(header + buffer.getvalue().decode("utf-8").strip() + "\n", encoding="utf-8")


def compile_all(root: Path = ROOT) -> int:
    """Compile each catalogue that is newer than its .mo; returns how many."""
    count = 0
    for path in sorted((root / SOURCE).glob("*/locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            with target.open("wb") as file:
                write_mo(file, read(path), use_fuzzy=False)
            count += 1
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--update", action="store_true", help="collect msgids, keep translations")
    group.add_argument("--check", action="store_true", help="fail on missing, fuzzy and obsolete entries")
    arguments = parser.parse_args()
    if arguments.check:
        return finish("translations", find())
    if arguments.update:
        for package in packages():
            update(package)
    print(f"messages: {compile_all()} catalogue(s) compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
