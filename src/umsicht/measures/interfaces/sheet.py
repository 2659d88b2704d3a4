"""The result sheet of a measure: one or two pages to hand to the council, the press or whoever paid."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Block, Meta, blocks, pdf_of_blocks
from umsicht.council.values import day_text
from umsicht.measures.interfaces.planning import (
    field_names,
    money_text,
    origin_text,
    period_text,
    place_text,
)
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import history, lead_of, partners_of, pyramid
from umsicht.measures.queries.public import public_notes
from umsicht.measures.values import amount


def pdf(measure: Measure) -> bytes:
    """As PDF/UA. It may be handed to anybody: internal notes stay inside."""
    office = measure.tenant.portal_by or measure.tenant.official_name or measure.tenant.name
    meta = Meta(
        title=measure.title,
        author=office,
        date=clock.today(),
        letterhead=(measure.tenant.title, office),
        marking=_("Demo") if measure.is_demo else "",
        source_line=measure.source,
    )
    return pdf_of_blocks(content(measure), meta=meta)


def content(measure: Measure) -> list[Block]:
    parts: list[Block] = [blocks.paragraph(measure.summary)] if measure.summary else []
    parts.append(blocks.facts([
        (_("State"), str(measure.get_state_display())),
        (_("What it came from"), origin_text(measure)),
        (_("Problem fields"), ", ".join(field_names(measure))),
        (_("Where"), place_text(measure)),
        (_("Cause it addresses"), measure.cause),
        (_("In charge"), lead_of(measure)),
        (_("Partners"), ", ".join(partners_of(measure))),
        (_("Period"), period_text(measure)),
        (_("Money"), money_text(measure)),
    ]))  # fmt: skip
    parts += [*_goals(measure), *_course(measure)]
    parts.append(blocks.heading(_("Result")))
    if measure.result:
        as_of = _("As of %(day)s.") % {"day": day_text(measure.result_on)}
        parts += [blocks.paragraph(measure.result), blocks.paragraph(as_of)]
    else:
        parts.append(blocks.paragraph(_("There is no result yet.")))
    return parts


def _goals(measure: Measure) -> list[Block]:
    rows = [
        [
            goal.text,
            goal.indicator or "–",
            amount(goal.baseline, goal.unit) or "–",
            _by(amount(goal.target, goal.unit), day_text(goal.target_on)),
            _by(amount(goal.actual, goal.unit), day_text(goal.actual_on)),
        ]
        for _depth, goal in pyramid(measure)
    ]
    if not rows:
        return []
    columns = [
        blocks.Column(_("Goal"), width=3),
        blocks.Column(_("By what we see it"), width=3),
        blocks.Column(_("Before"), width=1.4),
        blocks.Column(_("Target"), width=1.6),
        blocks.Column(_("Now"), width=1.6),
    ]
    return [blocks.heading(_("Goals")), blocks.table(columns, rows)]


def _by(value: str, day: str) -> str:
    return f"{value} ({day})" if value and day else value or "–"


def _course(measure: Measure) -> list[Block]:
    """States and public notes in the order of their days."""
    rows = [(row.on, str(row.get_state_display()), row.reason) for row in history(measure)]
    rows += [(note.on, note.text, note.reason) for note in public_notes(measure)]
    lines = [
        f"{day_text(on)} {text}" + (f" {_('Reason:')} {reason}" if reason else "")
        for on, text, reason in sorted(rows, key=lambda row: row[0])
    ]
    return [blocks.heading(_("Course")), blocks.bullets(lines)] if lines else []
