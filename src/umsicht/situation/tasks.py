from __future__ import annotations

import time
from collections.abc import Sequence

from umsicht.core import charts
from umsicht.core.charts import ChartError, Figure
from umsicht.core.tasks import GiveUp, task
from umsicht.situation.interfaces.figures import trend
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import many

AT_ONCE, PAUSE = 3, 0.5


@task(retries=1)
def draw_ahead(code: str) -> int:
    """Draw the courses of a region's indicators in focus; answers how many were new. The rest is drawn when asked for."""
    known = reference()
    region = known.regions.get(code)
    if region is None:
        return 0
    chosen = [row for row in known.indicators if row.in_focus]
    courses = [trend(series) for series in many(chosen, [region]).values() if series.latest is not None]
    try:
        return sum(_drawn(courses[start : start + AT_ONCE]) for start in range(0, len(courses), AT_ONCE))
    except ChartError as error:
        raise GiveUp(str(error)) from error


def _drawn(figures: Sequence[Figure]) -> int:
    """A few at a time: a page that needs its own picture waits for no more than these."""
    made = charts.warm(figures, ahead=True)
    time.sleep(PAUSE if made else 0)
    return made
