"""The report of a site inspection as an accessible PDF."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Block, Column, Meta, blocks, pdf_of_blocks
from umsicht.fieldwork.interfaces.forms import district_name
from umsicht.fieldwork.models import Finding, Inspection


def report(inspection: Inspection) -> bytes:
    """PDF/UA of an inspection that was read whole (queries.inspections)."""
    tenant = inspection.tenant
    meta = Meta(
        title=inspection.title,
        author=tenant.title,
        date=clock.today(),
        subject=_("Report of a site inspection"),
        letterhead=(tenant.title,),
        marking=_("Demo") if inspection.is_demo else "",
        source_line=_("Umsicht, as of %(day)s") % {"day": f"{clock.today():%d.%m.%Y}"},
    )
    return pdf_of_blocks(_blocks(inspection), meta=meta)


def _blocks(inspection: Inspection) -> list[Block]:
    found = list(inspection.findings.all())
    content = [blocks.facts(facts_of(inspection))]
    if inspection.goal:
        content += [blocks.heading(_("Goal")), blocks.paragraph(inspection.goal)]
    content.append(blocks.heading(_("Who walked along")))
    people = [f"{row.name} ({row.number})" for row in inspection.participants.all()]
    content.append(blocks.bullets(people) if people else blocks.paragraph(_("Nobody is entered.")))
    if inspection.stops:
        content += [blocks.heading(_("Way walked")), blocks.bullets(list(inspection.stops))]
    content.append(blocks.heading(_("Findings on site")))
    if not found:
        content.append(blocks.paragraph(_("Nothing is entered yet.")))
    for one in found:
        title = one.get_strategy_display() or _("free observation")
        content += [
            blocks.heading(f"{one.no}. {title}", level=2),
            blocks.paragraph(one.text),
            blocks.facts(
                [
                    (_("Where exactly"), one.place),
                    (_("Seen or felt"), one.get_kind_display()),
                    (_("Rating"), one.get_rating_display()),
                ]
            ),
        ]
    tasks = [one for one in found if one.action]
    if tasks:
        content += [blocks.heading(_("What follows")), _tasks(tasks)]
    return content


def _tasks(tasks: list[Finding]) -> Block:
    columns = [
        Column(_("No."), width=0.4),
        Column(_("What is to be done"), width=2),
        Column(_("Who sees to it"), width=1.4),
        Column(_("Until")),
        Column(_("State")),
    ]
    rows = [
        [
            str(one.no),
            one.action,
            one.owner or "–",
            f"{one.due_on:%d.%m.%Y}" if one.due_on else "–",
            one.get_state_display(),
        ]
        for one in tasks
    ]
    return blocks.table(columns, rows, caption=_("Tasks from the findings"))


def facts_of(inspection: Inspection) -> list[tuple[str, str]]:
    """Day, place and weather for people; what is not known is left out by who shows it."""
    time = _("%(time)s o'clock") % {"time": f"{inspection.time:%H:%M}"} if inspection.time else ""
    return [
        (_("Day"), f"{inspection.day:%d.%m.%Y}"),
        (_("Clock time"), time + (", " + _("in the dark") if inspection.is_night and time else "")),
        (_("City district"), district_name(inspection.tenant, inspection.district)),
        (_("Weather and light"), inspection.weather),
    ]
