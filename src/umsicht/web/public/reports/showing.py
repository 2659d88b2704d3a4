"""A report's content as a page shows it: claims with their proof beside them, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import charts
from umsicht.core.charts import Drawing, Figure
from umsicht.core.errors import NotFound
from umsicht.core.evidence import Form
from umsicht.reporting.enums import Coverage
from umsicht.reporting.paper import day, state
from umsicht.reporting.queries.compose import Content, figure_of, is_settled
from umsicht.ui.lists import Claim
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table

FOLD = 6
"""Longer lists and tables open on request: the sentence above says what they add up to."""
PROOFS = 3
"""So many records stand beside a sentence; more are one click away, in the data."""


@dataclass(frozen=True)
class Block:
    """One part of an answer; exactly one of its contents is filled. `fold`: long, so it opens on request."""

    claims: Sequence[Claim] = ()
    lines: Sequence[Content] = ()
    table: Table | None = None
    picture: SafeString | str = ""
    figure: Figure | None = None
    drawing: Drawing | None = None
    fold: bool = False
    number: int = 0
    """Of tables and pictures: its place among those of the whole report, which is its address."""

    @property
    def chart_table(self) -> Table | None:
        """The numbers of the picture."""
        if self.figure is None:
            return None
        columns = [Column(one.label, numeric=one.kind in {"number", "share"}) for one in self.figure.columns]
        return Table(self.figure.title, columns, self.figure.table())


@dataclass(frozen=True)
class Shown:
    """`number` is 0 for a part that answers no question."""

    id: str
    number: int
    title: str
    blocks: list[Block]
    state: str
    reason: str = ""
    would_answer: str = ""
    is_open: bool = field(default=False)


def sections(content: Content) -> list[Shown]:
    made, number, every = [], 0, iter(numbered(content))
    for section in content["sections"]:
        number += 0 if section["frame"] else 1
        made.append(
            Shown(
                id=f"f-{section['code']}",
                number=0 if section["frame"] else number,
                title=section["question"] or section["title"],
                blocks=list(_blocks([next(every) for _one in section["statements"]])),
                state=str(Coverage(section["coverage"]).label),
                reason=section["open_reason"],
                would_answer=section["would_answer"],
                is_open=not is_settled(section),
            )
        )
    return [one for one in made if one.blocks or one.is_open]


def _blocks(statements: Sequence[Content]) -> Iterator[Block]:
    for alone, run in groupby(statements, key=_stands_alone):
        rows = list(run)
        if not alone:
            yield Block(claims=list(_claims(rows)))
            continue
        for row in rows:
            yield Block(claims=[_claim(row)])
            yield from _parts(row)


def _claims(statements: Sequence[Content]) -> Iterator[Claim]:
    """Sentences that follow each other with the same records stand together, as on paper."""
    for _key, run in groupby(statements, key=_proven_by):
        rows = list(run)
        text = " ".join(row["text"] for row in rows)
        records = [record for row in rows for record in row["records"]]
        yield _claim(
            rows[0] | {"text": text, "records": records, "is_demo": any(row["is_demo"] for row in rows)}
        )


def _proven_by(one: Content) -> tuple[Any, ...]:
    root = ".".join(one["code"].split(".")[:2])
    judged = one["form"] == Form.JUDGEMENT
    return root, judged, one["said_by"], tuple(sorted(_labels(one["records"])))


def _stands_alone(one: Content) -> bool:
    return bool(one["lines"] or one["grid"] or one["figure"] or one["picture"])


def _parts(one: Content) -> Iterator[Block]:
    if one["lines"]:
        yield Block(lines=one["lines"], fold=len(one["lines"]) > FOLD)
    if one["picture"]:
        yield Block(picture=mark_safe(one["picture"]), number=one["number"])  # noqa: S308 - drawn by us, kept with the report
    if one["grid"]:
        yield Block(table=_table(one["grid"]), fold=len(one["grid"]["rows"]) > FOLD, number=one["number"])
    if one["figure"]:
        figure = figure_of(one["figure"])
        yield Block(figure=figure, drawing=charts.drawing(figure), number=one["number"])


def numbered(content: Content) -> list[Content]:
    """All statements in order, each with its number from 1: tables and pictures are found by it."""
    every = [one for section in content["sections"] for one in section["statements"]]
    return [one | {"number": at} for at, one in enumerate(every, start=1)]


def one_of(content: Content, number: int) -> Content:
    """The statement of a number. Raises NotFound."""
    found = numbered(content)
    if not 1 <= number <= len(found):
        raise NotFound
    return found[number - 1]


ANNEX = 0
"""The number of the table of all figures."""


def table_of(content: Content, number: int) -> tuple[Table, str, str]:
    """The table of a statement with the sentence before it and its note. Raises NotFound where it has none."""
    if number == ANNEX:
        found = annex(content)
        if found is None:
            raise NotFound
        return found, "", ""
    one = one_of(content, number)
    if not one["grid"]:
        raise NotFound
    return _table(one["grid"]), one["text"], one["grid"]["note"]


def picture_of(content: Content, number: int) -> str:
    """The picture of a statement as SVG that stands alone. Raises NotFound where it has none."""
    one = one_of(content, number)
    if one["picture"]:
        return str(one["picture"])
    if one["figure"]:
        return str(charts.drawing(figure_of(one["figure"])).wide)
    raise NotFound


def _table(grid: Content) -> Table:
    columns = [Column(title, numeric=at in grid["right"]) for at, title in enumerate(grid["header"])]
    return Table(grid["caption"], columns, grid["rows"])


def _claim(one: Content) -> Claim:
    judged = one["form"] == Form.JUDGEMENT
    by = ", ".join(part for part in (one["said_by"], day(one["on"])) if part)
    text = f"{one['text']} (Demo)" if one["is_demo"] else one["text"]
    return Claim(
        text, proofs(one["records"]), "view" if judged else "proved", by or _unlinked(one["records"])
    )


def _labels(records: Sequence[Content]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record in records:
        found[record["label"]] = found.get(record["label"]) or record["path"]
    return found


def proofs(records: Sequence[Content]) -> list[Link]:
    """The first ones with a page of their own."""
    linked = [(label, path) for label, path in _labels(records).items() if path]
    return [Link(label, path) for label, path in linked[:PROOFS]]


def _unlinked(records: Sequence[Content]) -> str:
    labels = _labels(records)
    plain = [label for label, path in labels.items() if not path]
    linked = len(labels) - len(plain)
    words = plain[: max(0, PROOFS - linked)]
    more = len(labels) - min(linked, PROOFS) - len(words)
    if more > 0:
        words.append(ngettext("and %(n)s more record", "and %(n)s more records", more) % {"n": more})
    return ", ".join(words)


def coverage(content: Content) -> dict[str, Any]:
    """How many questions are answered with records, judged only and open, with a bar of 600 parts that says the same.

    `words` counts the statements too, for readers who see no bar.
    """
    every = [one for section in content["sections"] for one in section["statements"]]
    judged = sum(one["form"] == Form.JUDGEMENT for one in every)
    answered, opinion, unanswered = (content["coverage"][one] for one in Coverage)
    total = answered + opinion + unanswered
    widths = [round(598 * part / max(1, total)) for part in (answered, opinion, unanswered)]
    starts = [0, widths[0] + 1, widths[0] + widths[1] + 2]
    return {
        "answered": answered,
        "judged": opinion,
        "open": unanswered,
        "total": total,
        "words": _counted(len(every) - judged, judged, unanswered),
        "bar": list(zip(("c-fill-1", "c-fill-2", "c-fill-3"), starts, widths, strict=True)),
    }


def _counted(proven: int, judged: int, unanswered: int) -> str:
    return ", ".join(
        (
            ngettext("%(n)s statement with a record", "%(n)s statements with a record", proven)
            % {"n": proven},
            ngettext("%(n)s judgement", "%(n)s judgements", judged) % {"n": judged},
            ngettext("%(n)s question open", "%(n)s questions open", unanswered) % {"n": unanswered},
        )
    )


def annex(content: Content) -> Table | None:
    if not content["figures"]:
        return None
    columns = [
        Column(_("Figure")),
        Column(_("Value"), numeric=True),
        Column(_("Definition")),
        Column(_("As of")),
        Column(_("Source")),
    ]
    rows = [
        [one["name"], one["text"], one["definition"], state(one), one["source"]] for one in content["figures"]
    ]
    return Table(_("All figures with definition and source"), columns, rows)
