"""Which page numbers a pagination shows."""

from __future__ import annotations

GAP = 0


def window(number: int, last: int, *, around: int = 1) -> list[int]:
    """Page numbers to show: first, last and those around `number`; GAP stands for what is left out.

    A gap of a single page shows the page instead, since three dots are no shorter.
    """
    if last < 1:
        return []
    number = min(max(number, 1), last)
    wanted = sorted({1, last, *range(max(1, number - around), min(last, number + around) + 1)})
    shown: list[int] = []
    for page in wanted:
        missing = page - shown[-1] - 1 if shown else 0
        if missing == 1:
            shown.append(page - 1)
        elif missing > 1:
            shown.append(GAP)
        shown.append(page)
    return shown
