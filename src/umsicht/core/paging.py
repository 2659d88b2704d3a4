"""One page of a list. Tolerant: any page number a URL may hold gives a page, never an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MAX_PAGE = 500
"""Beyond this nobody reads; deep offsets would only cost the store."""


class Sliceable(Protocol[T_co]):
    """A QuerySet, or anything that counts and slices like one."""

    def count(self) -> int: ...

    def __getitem__(self, key: slice, /) -> Sliceable[T_co]: ...

    def __iter__(self) -> Iterator[T_co]: ...


@dataclass(frozen=True)
class Page(Generic[T]):
    """`items` of page `number` (from 1). `pages` is what can be turned to, at least 1; `total` counts all."""

    items: Sequence[T]
    number: int
    size: int
    total: int
    pages: int

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    @property
    def first_index(self) -> int:
        """Position of the first item, from 1; 0 on an empty list."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last_index(self) -> int:
        return self.first_index + len(self.items) - 1 if self.items else 0

    @property
    def cut(self) -> bool:
        """Whether there are items beyond the last page that can be reached; then say "refine your search"."""
        return self.total > self.pages * self.size

    def window(self, around: int = 2) -> list[int | None]:
        """Page numbers for the links; None stands for a gap. A gap never hides a single page."""
        wanted = {1, self.pages, *range(self.number - around, self.number + around + 1)}
        shown: list[int | None] = []
        last = 0
        for number in sorted(n for n in wanted if 1 <= n <= self.pages):
            if number == last + 2:
                shown.append(last + 1)
            elif number > last + 2:
                shown.append(None)
            shown.append(number)
            last = number
        return shown


def number_from(raw: object) -> int:
    """The page number in a query parameter: 1 for anything that is none, and for none at all."""
    text = str(raw or "").strip()
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(max(int(text[:9]), 1), MAX_PAGE)


def from_total(
    items: Sequence[T], *, number: int, size: int, total: int, max_page: int = MAX_PAGE
) -> Page[T]:
    """A page whose items somebody else has already cut out (the search index)."""
    pages = min(max(-(-total // size), 1), max_page)
    return Page(items, min(max(number, 1), pages), size, total, pages)


def paginate(
    rows: Sliceable[T], raw_number: object = 1, *, size: int = 20, max_page: int = MAX_PAGE
) -> Page[T]:
    """Count and slice (two queries on a QuerySet, one when it is empty). A number beyond the end gives the last page."""
    total = rows.count()
    page: Page[T] = from_total((), number=number_from(raw_number), size=size, total=total, max_page=max_page)
    start = (page.number - 1) * size
    items = tuple(rows[start : start + size]) if total else ()
    return Page(items, page.number, size, total, page.pages)


def paginate_list(rows: Sequence[T], raw_number: object = 1, *, size: int = 20) -> Page[T]:
    """The same for something already in memory."""
    page: Page[T] = from_total((), number=number_from(raw_number), size=size, total=len(rows))
    start = (page.number - 1) * size
    return Page(tuple(rows[start : start + size]), page.number, size, len(rows), page.pages)
