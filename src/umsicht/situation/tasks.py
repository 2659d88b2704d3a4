from __future__ import annotations

from umsicht.core import charts
from umsicht.core.charts import ChartError
from umsicht.core.tasks import GiveUp, task
from umsicht.situation.interfaces import figures
from umsicht.situation.queries.peers import comparison
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import series


@task(retries=1, priority=-50)
def draw_ahead(code: str, start: int = 0) -> int:
    """Draw what the page of a region's next indicator in focus shows; answers how many were new. The rest is drawn when asked for.

    One page at a time, the next as a task of its own: mails and files go first, and a reader waits for no more than this.
    """
    known = reference()
    region = known.regions.get(code)
    chosen = [row for row in known.indicators if row.in_focus]
    if region is None or start >= len(chosen):
        return 0
    draw_ahead.enqueue(code, start + 1)
    shown = series(chosen[start], region)
    if shown.latest is None:
        return 0
    page = figures.of_page(shown, comparison(chosen[start], region, shown.latest.year))
    try:
        return charts.warm([figure for figure in page.values() if figure is not None], ahead=True)
    except ChartError as error:
        raise GiveUp(str(error)) from error
