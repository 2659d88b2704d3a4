from __future__ import annotations

from umsicht.core import charts
from umsicht.core.charts import ChartError
from umsicht.core.tasks import GiveUp, task
from umsicht.situation.interfaces.figures import of_page
from umsicht.situation.queries.peers import comparison
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import many


@task(retries=1)
def draw_ahead(code: str) -> int:
    """Draw what the pages of a region show of the indicators in focus; answers how many pictures were new."""
    known = reference()
    region = known.regions.get(code)
    if region is None:
        return 0
    chosen = [row for row in known.indicators if row.in_focus]
    figures = []
    for series in many(chosen, [region]).values():
        if series.latest is not None:
            compared = comparison(series.indicator, region, series.latest.year)
            figures += [figure for figure in of_page(series, compared).values() if figure is not None]
    try:
        return charts.warm(figures, ahead=True)
    except ChartError as error:
        raise GiveUp(str(error)) from error
