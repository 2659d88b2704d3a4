"""A report as a council paper: the blocks of which PDF and Word file are made, from its content alone.

A paper is German, whatever language its reader has chosen for the pages around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import charts, german
from umsicht.core.documents import Block, Column, Meta, blocks, docx_of_blocks, pdf_of_blocks
from umsicht.core.evidence import Form
from umsicht.reporting.enums import Coverage
from umsicht.reporting.queries.compose import Content, figure_of, is_proven, is_settled

SHOWN = 6
"""So many records a footnote names; the content as JSON has all of them."""
ONE_LINE = 15
"""Cells up to so many characters stay on one line: a month, a date, a pair of words."""
PADDING = 1.8
"""The empty edge of a cell, in characters."""
_PLAIN = (Form.SENTENCE, Form.QUOTE)


@translation.override("de")
def pdf(content: Content, *, draft: bool) -> bytes:
    return pdf_of_blocks(blocks_of(content), meta=meta_of(content, draft=draft))


@translation.override("de")
def docx(content: Content, *, draft: bool) -> bytes:
    return docx_of_blocks(blocks_of(content), meta=meta_of(content, draft=draft))


def meta_of(content: Content, *, draft: bool) -> Meta:
    demo = _("Partly demo, made up") if content["is_demo"] else ""
    as_of = day(content["as_of"])
    return Meta(
        title=content["title"],
        author=content["tenant"]["title"],
        date=dt.date.fromisoformat(content["as_of"]),
        subject=_("Information paper"),
        letterhead=(content["tenant"]["name"], content["tenant"]["title"]),
        reference=content["number"],
        marking=", ".join(part for part in (_("Draft") if draft else "", demo) if part),
        source_line=_("Made from the records of Umsicht, as of %(day)s.") % {"day": as_of},
    )


def day(iso: str | None) -> str:
    """ "29.11.2026"; "" for none."""
    return german.date_text(dt.date.fromisoformat(iso)) if iso else ""


def state(value: Content) -> str:
    """Of when a figure is; those of former versions have a day only."""
    return value.get("period") or day(value["as_of"])


def blocks_of(content: Content) -> list[Block]:
    made = [*_head(content), blocks.heading(_("Facts of the matter"))]
    number = 0
    for section in content["sections"]:
        number += 0 if section["frame"] else 1
        made += list(_section(section, number))
    return [*made, *_coverage(content), *_annex(content)]


def _head(content: Content) -> Iterator[Block]:
    period = content["period"]
    span = _("%(first)s to %(last)s") % {"first": day(period["from"]), "last": day(period["to"])}
    yield blocks.facts(
        [
            (_("Number"), content["number"] or _("not given yet")),
            (_("Submitted by"), content["submitter"] or _("not entered")),
            (_("Subject of the paper"), content["subject"] or content["title"]),
            (_("Answers the paper"), content["answers"]),
            (_("Reported period"), span),
        ]
    )
    if content["route"]:
        columns = [
            Column(_("For the information of"), width=3),
            Column(_("Date of the meeting")),
            Column(_("Public or closed")),
        ]
        rows = [
            [stop["body"], day(stop["day"]) or _("open date"), stop["visibility"]]
            for stop in content["route"]
        ]
        yield blocks.table(columns, rows)
    yield blocks.facts(
        [(_("Took part in writing this paper"), content["participants"] or _("nobody is entered"))]
    )


def _section(section: Content, number: int) -> Iterator[Block]:
    title = section["title"] if section["frame"] else f"{number}. {section['title']}"
    yield blocks.heading(title, level=2)
    if section["question"]:
        asked = [{"kind": "emph", "content": [blocks.text_node(section["question"])]}]
        yield blocks.paragraph(asked, keep=True)
    for plain, run in groupby(section["statements"], key=_runs_on):
        if plain is not None:
            yield _run(list(run))
        else:
            for statement in run:
                yield from _statement(statement)
    yield from _open(section)


def _runs_on(statement: Content) -> str | None:
    """Sentences of one provider run on in one paragraph; everything else stands alone."""
    alone = statement["lines"] or statement["grid"] or statement["figure"] or statement["picture"]
    if statement["form"] not in _PLAIN or alone:
        return None
    return ".".join(statement["code"].split(".")[:2])


def _run(statements: Sequence[Content]) -> Block:
    """Each sentence with its note; those that follow each other with the same proof share one."""
    nodes: list[dict[str, Any]] = []
    for _label, group in groupby(statements, key=lambda one: [record["label"] for record in one["records"]]):
        rows = list(group)
        text = " ".join(row["text"] + (" (Demo)" if row["is_demo"] else "") for row in rows)
        nodes.append(blocks.text_node(f" {text}" if nodes else text))
        nodes += _proof([record for row in rows for record in row["records"]])
    return blocks.paragraph(nodes)


def _statement(one: Content) -> Iterator[Block]:
    marking = " (Demo)" if one["is_demo"] else ""
    if one["form"] == Form.JUDGEMENT:
        by = ", ".join(part for part in (one["said_by"], day(one["on"])) if part)
        lead = {"kind": "strong", "content": [blocks.text_node(_("Judgement (%(by)s):") % {"by": by} + " ")]}
        yield blocks.paragraph([lead, blocks.text_node(one["text"] + marking), *_proof(one["records"])])
        return
    yield blocks.paragraph([blocks.text_node(one["text"] + marking), *_proof(one["records"])])
    if one["lines"]:
        yield blocks.bullets([_line(line) for line in one["lines"]])
    if one["picture"]:
        yield blocks.figure(
            _("Drawing"), one["picture"], alt=_("Structure of the bodies; the table below says the same")
        )
    if one["grid"]:
        yield _grid(one["grid"])
    if one["figure"]:
        yield from charts.printed(figure_of(one["figure"]))


def _line(line: Content) -> list[dict[str, Any]]:
    if not line["text"]:
        return [blocks.text_node(line["lead"])]
    if not line["lead"]:
        return [blocks.text_node(line["text"])]
    lead = {"kind": "strong", "content": [blocks.text_node(line["lead"])]}
    return [lead, blocks.text_node(f" {line['text']}" if line["lead"].endswith(".") else f": {line['text']}")]


def _grid(grid: Content) -> Block:
    columns = [
        Column(
            title,
            "right" if at in grid["right"] else "left",
            _width(title, [row[at] for row in grid["rows"]]),
        )
        for at, title in enumerate(grid["header"])
    ]
    return blocks.table(columns, grid["rows"], caption=grid["caption"], note=grid["note"])


def _width(title: str, cells: Sequence[str]) -> float:
    """A share of the line: no word is wider than its column, short texts below its head stand on one line, and long ones get more room."""
    word = max(len(part) for cell in (title, *cells) for part in cell.split(" ") or [""])
    whole = max((len(cell) for cell in cells), default=len(title))
    return PADDING + max(4.0, word * 1.2, whole * 1.25 if whole <= ONE_LINE else min(whole, 40) * 0.6)


def _proof(records: Sequence[Content]) -> list[dict[str, Any]]:
    """A footnote with the records: each label once, with a link where a page shows the record."""
    labels: dict[str, str] = {}
    for record in records:
        labels[record["label"]] = labels.get(record["label"]) or record["path"]
    nodes: list[dict[str, Any]] = []
    for label, path in list(labels.items())[:SHOWN]:
        nodes += [blocks.text_node("; ")] if nodes else []
        nodes += blocks.link(settings.SITE_URL + path, label) if path else [blocks.text_node(label)]
    more = len(labels) - SHOWN
    if more > 0:
        nodes.append(
            blocks.text_node(
                "; " + ngettext("and %(n)s more record", "and %(n)s more records", more) % {"n": more}
            )
        )
    return blocks.footnote(nodes) if nodes else []


def _open(section: Content) -> Iterator[Block]:
    if is_settled(section):
        return
    reason = section["open_reason"] or _("No record answers this question yet.")
    words = [blocks.paragraph(reason)]
    if section["would_answer"]:
        words.append(
            blocks.paragraph(_("What would answer it: %(what)s") % {"what": section["would_answer"]})
        )
    yield blocks.notice(str(Coverage(section["coverage"]).label).capitalize(), *words)


def coverage_rows(content: Content) -> list[list[str]]:
    """Question, how well it is answered, how many statements have records, what is missing."""
    rows = []
    questions = [section for section in content["sections"] if not section["frame"]]
    for number, section in enumerate(questions, start=1):
        proven = sum(is_proven(one) for one in section["statements"])
        judged = sum(one["form"] == Form.JUDGEMENT for one in section["statements"])
        missing = "" if is_settled(section) else section["open_reason"] or section["would_answer"]
        rows.append(
            [
                f"{number}. {section['title']}",
                str(Coverage(section["coverage"]).label),
                str(proven),
                str(judged),
                missing or "–",
            ]
        )
    return rows


def coverage_header() -> list[str]:
    return [_("Question"), _("How it is answered"), _("With records"), _("Judgements"), _("What is missing")]


def _coverage(content: Content) -> Iterator[Block]:
    yield blocks.heading(_("How well this is proven"))
    widths = (2.2, 1.6, 0.9, 1.2, 2)
    aligns = ("left", "left", "right", "right", "left")
    columns = [
        Column(title, align, width)  # type: ignore[arg-type]
        for title, align, width in zip(coverage_header(), aligns, widths, strict=True)
    ]
    yield blocks.table(columns, coverage_rows(content))


def _annex(content: Content) -> Iterator[Block]:
    if content["figures"]:
        yield blocks.heading(_("Annex: figures, definitions, sources"))
        columns = [
            Column(_("Figure"), width=1.6),
            Column(_("Value"), "right", 1.5),
            Column(_("Definition"), width=3),
            Column(_("As of"), width=1.2),
            Column(_("Source"), width=1.8),
        ]
        rows = [
            [one["name"], one["text"], one["definition"], state(one), one["source"]]
            for one in content["figures"]
        ]
        yield blocks.table(columns, rows)
    sources = [source for source in content["sources"] if source]
    if sources:
        yield blocks.heading(_("Sources of the records"), level=2 if content["figures"] else 1)
        yield blocks.bullets(sources)
