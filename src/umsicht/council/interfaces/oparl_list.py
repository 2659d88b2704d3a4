"""Reads lists of an OParl interface that were saved as files (1.0 and 1.1), and lists of papers as a table.

JSON: pages of external lists ({"data": [...]}), a bare list, or one object; the types are told apart by `type`. `line`
of a refusal is the number of the object in its file. CSV: columns `oparl_id, aktenzeichen, datum, vorlagenart, titel`,
for sources that only publish an index of their papers; a full object with the same reference takes its place.
Persons are not read, and names in titles are taken out (council.personal_names).
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.core.text import one_line, slugify
from umsicht.council.enums import BodyKind, ItemState, PaperKind, ReferralRole
from umsicht.council.foreign import BodyRow, Council, ItemRow, MeetingRow, PaperRow, StepRow
from umsicht.council.personal_names import without_names

Json = dict[str, Any]
COLUMNS = ("oparl_id", "aktenzeichen", "datum", "vorlagenart", "titel")
_KINDS = (
    ("anfrage", PaperKind.INQUIRY),
    ("antrag", PaperKind.MOTION),
    ("information", PaperKind.INFORMATION),
    ("mitteilung", PaperKind.INFORMATION),
    ("bericht", PaperKind.INFORMATION),
    ("offenlage", PaperKind.INFORMATION),
    ("vorlage", PaperKind.DECISION),
    ("haushalt", PaperKind.DECISION),
)
_ROLES = {
    "entscheidung": ReferralRole.DECIDE,
    "beschluss": ReferralRole.DECIDE,
    "vorberatung": ReferralRole.ADVISE,
    "beratung": ReferralRole.ADVISE,
    "behandlung": ReferralRole.ADVISE,
    "anhörung": ReferralRole.ADVISE,
}


class _Wrong(Exception):
    """One object can't be taken over; says in which member and why."""


@dataclass
class _Read:
    report: Report
    organisations: dict[str, tuple[int, Json]] = field(default_factory=dict)
    papers: dict[str, tuple[int, Json]] = field(default_factory=dict)
    meetings: dict[str, tuple[int, Json]] = field(default_factory=dict)
    listed: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    other: int = 0

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Agenda item → reference of its paper."""
        return {
            str(one.get("agendaItem")): one_line(str(row.get("reference", "")))
            for _line, row in self.papers.values()
            for one in _many(row.get("consultation"))
            if isinstance(one, dict) and one.get("agendaItem")
        }


def read(path: Path, report: Report, *, base: str = "", tables: bool = True) -> Council:
    """A file, or all .json and .csv files of a folder. `base` is the address of papers that a table names by id only.

    Raises BadInput for a file that is neither.
    """
    found = _Read(report)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.suffix == ".json":
            _sort_in(_objects(file), found)
        elif file.suffix == ".csv" and tables:
            found.listed += _lines(file)
    if not (found.papers or found.meetings or found.organisations or found.listed):
        raise BadInput(_("There is no list of an OParl interface here."))
    return _council(found, base)


def _objects(file: Path) -> list[Json]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(_("%(file)s is not readable as JSON.") % {"file": file.name}) from error
    rows = read.get("data", [read]) if isinstance(read, dict) else read
    if not isinstance(rows, list):
        raise BadInput(_("There is no list of an OParl interface here."))
    return [row if isinstance(row, dict) else {} for row in rows]


def _sort_in(rows: Iterable[Json], found: _Read) -> None:
    for line, row in enumerate(rows, start=1):
        name, address = str(row.get("type", "")).rsplit("/", 1)[-1], row.get("id")
        place = {"Organization": found.organisations, "Paper": found.papers, "Meeting": found.meetings}.get(
            name
        )
        if row.get("deleted") or (place is None and name):
            found.other += 1
        elif place is None or not isinstance(address, str):
            found.report.refuse(line, "type", _("This is no object of OParl."))
        else:
            place[address] = (line, row)


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        table = csv.DictReader(opened)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or [])]
        if missing:
            raise BadInput(_("The column %(name)s is missing.") % {"name": missing[0]})
        for row in table:
            yield table.line_num, row


def _council(found: _Read, base: str) -> Council:
    meetings = list(_each(found.meetings.values(), _meeting, found.report, found))
    papers = list(_each(found.papers.values(), _paper, found.report))
    numbers = {paper.number.casefold() for paper in papers}
    for line, cells in found.listed:
        if cells["aktenzeichen"].strip().casefold() not in numbers or not cells["titel"].strip():
            papers += _each([(line, cells)], _listed, found.report, base)
    used = {row.body for row in meetings} | {step.body for paper in papers for step in paper.steps}
    bodies = list(_bodies(found, used))
    main = next(
        (row.code for row in bodies if row.kind == BodyKind.CITY_COUNCIL), bodies[0].code if bodies else ""
    )
    if left := len(found.organisations) - len(bodies):
        text = _(
            "%(count)s organisations without meetings were left out, such as offices of the administration."
        )
        found.report.notes.append(text % {"count": left})
    return Council(bodies, papers, meetings, main)


def _each(
    rows: Iterable[tuple[int, Any]], make: Callable[..., Any], report: Report, *more: Any
) -> Iterator[Any]:
    for line, row in rows:
        try:
            yield make(line, row, *more)
        except _Wrong as error:
            report.refuse(line, *error.args)


# ---- single objects --------------------------------------------------------------------------------------------


def _code(address: str) -> str:
    """The end of an address is what tells organisations apart: …/organizations/gr/32130 → oparl-gr-32130."""
    return "oparl-" + (slugify("-".join(address.rstrip("/").rsplit("/", 2)[-2:]), max_length=50) or "gremium")


def _bodies(found: _Read, used: set[str]) -> Iterator[BodyRow]:
    for address, (line, row) in found.organisations.items():
        code, name = _code(address), one_line(str(row.get("name", "")))[:200]
        if name and (code in used or row.get("meeting")):
            yield BodyRow(line, code, name, one_line(str(row.get("shortName", "")))[:30], _body_kind(name))


def _body_kind(name: str) -> str:
    word = name.casefold()
    if word in {"gemeinderat", "stadtrat", "stadtverordnetenversammlung", "kreistag", "rat"}:
        return BodyKind.CITY_COUNCIL
    return BodyKind.ADVISORY if "beirat" in word else BodyKind.COMMITTEE


def _paper(line: int, row: Json) -> PaperRow:
    kind = str(row.get("paperType", ""))
    files = [row.get("mainFile"), *_many(row.get("auxiliaryFile"))]
    originals = [file.get("accessUrl") for file in files if isinstance(file, dict)]
    address = next((one for one in (row.get("web"), *originals, row["id"]) if isinstance(one, str)), "")
    return _checked(
        line,
        str(row.get("reference", "")),
        str(row.get("name", "")),
        str(row.get("date", "")),
        kind,
        address,
        tuple(
            step for one in _many(row.get("consultation")) if isinstance(one, dict) for step in _steps(one)
        ),
    )


def _listed(line: int, cells: dict[str, str], base: str) -> PaperRow:
    address = f"{base}{cells['oparl_id']}" if base else ""
    return _checked(
        line, cells["aktenzeichen"], cells["titel"], cells["datum"], cells["vorlagenart"], address, ()
    )


def _checked(
    line: int, number: str, name: str, date: str, kind: str, address: str, steps: tuple[StepRow, ...]
) -> PaperRow:
    number, subject = one_line(number), without_names(one_line(name))
    if not subject:
        raise _Wrong("name", _("The title is missing."))
    if not number:
        raise _Wrong("reference", _("The number is missing."))
    if len(number) > 40:
        raise _Wrong("reference", _("The number is longer than 40 characters."))
    if address and (len(address) > 500 or not address.startswith(("http://", "https://"))):
        raise _Wrong("id", _("This is no address of the web."))
    return PaperRow(
        line, number, _kind(kind), subject[:300], _day(date), address, one_line(kind)[:100], steps
    )


def _kind(paper_type: str) -> str:
    word = paper_type.casefold()
    return next((kind for start, kind in _KINDS if start in word), PaperKind.INFORMATION)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Wrong("date", _("This is no day: %(text)s.") % {"text": text[:40]}) from error


def _steps(row: Json) -> Iterator[StepRow]:
    word = str(row.get("role", "")).casefold()
    known = _ROLES.get(
        word, ReferralRole.DECIDE if row.get("authoritative") and word != "kenntnisnahme" else ""
    )
    for address in _many(row.get("organization"))[:1]:
        yield StepRow(_code(str(address)), known or ReferralRole.NOTE, str(row.get("meeting", "")))


def _meeting(line: int, row: Json, found: _Read) -> MeetingRow:
    title, organisations = (
        without_names(one_line(str(row.get("name", ""))))[:200],
        _many(row.get("organization")),
    )
    if not title or not organisations:
        raise _Wrong("name" if not title else "organization", _("This is missing."))
    starts, ends = _moment(row, "start"), _moment(row, "end")
    if starts is None:
        raise _Wrong("start", _("This is missing."))
    items = tuple(
        ItemRow(
            without_names(one_line(str(item.get("name", "")) or "–"))[:300],
            ItemState.DEFERRED if "vertagt" in str(item.get("result", "")).casefold() else ItemState.DONE,
            found.numbers.get(str(item.get("id", "")), ""),
        )
        for item in _many(row.get("agendaItem"))
        if isinstance(item, dict) and item.get("public", True) and not item.get("deleted")
    )
    return MeetingRow(
        line,
        row["id"],
        _code(str(organisations[0])),
        title,
        starts,
        ends if ends is not None and ends > starts else None,
        _place(row.get("location")),
        items,
    )


def _moment(row: Json, name: str) -> dt.datetime | None:
    text = str(row.get(name, ""))
    try:
        found = dt.datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Wrong(name, _("This is no time: %(text)s.") % {"text": text[:40]}) from error
    if found is not None and found.tzinfo is None:
        raise _Wrong(name, _("This is no time: %(text)s.") % {"text": text[:40]})
    return found


def _place(location: Any) -> str:
    if not isinstance(location, dict):
        return ""
    parts = [location.get(name, "") for name in ("description", "room", "streetAddress", "locality")]
    return ", ".join(
        dict.fromkeys(one_line(part) for part in parts if isinstance(part, str) and part.strip())
    )[:200]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
