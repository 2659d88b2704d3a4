"""A report as one HTML file that stands alone: no style sheet of the site, no script, pictures inside."""

from __future__ import annotations

from django.template.loader import render_to_string

from umsicht.reporting import paper
from umsicht.reporting.queries.compose import Content
from umsicht.web.public import frame
from umsicht.web.public.reports import showing


def standalone(content: Content) -> str:
    """Links lead to the portal by full addresses."""
    period = content["period"]
    values = {
        "content": content,
        "site": frame.absolute(""),
        "sections": showing.sections(content),
        "coverage": showing.coverage(content),
        "annex": showing.annex(content),
        "period": (paper.day(period["from"]), paper.day(period["to"])),
        "as_of": paper.day(content["as_of"]),
        "route": [(stop["body"], paper.day(stop["day"]), stop["visibility"]) for stop in content["route"]],
    }
    return render_to_string("public/reports/alone.html", values)
