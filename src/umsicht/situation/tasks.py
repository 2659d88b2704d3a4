from __future__ import annotations

from umsicht.core import charts
from umsicht.core.charts import ChartError
from umsicht.core.tasks import GiveUp, task
from umsicht.situation.interfaces.figures import trend
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import many

AT_ONCE = 3


@task(retries=1, priority=-50)
def draw_ahead(code: str, start: int = 0) -> int:
    """Draw the next courses of a region's indicators in focus; answers how many were new. The rest is drawn when asked for.

    A few at a time, the next ones as a task of their own: mails and files go first, and a page waits for no more than these.
    """
    known = reference()
    region = known.regions.get(code)
    if region is None:
        return 0
    chosen = [row for row in known.indicators if row.in_focus]
    courses = [trend(series) for series in many(chosen, [region]).values() if series.latest is not None]
    if start + AT_ONCE < len(courses):
        draw_ahead.enqueue(code, start + AT_ONCE)
    try:
        return charts.warm(courses[start : start + AT_ONCE], ahead=True)
    except ChartError as error:
        raise GiveUp(str(error)) from error
