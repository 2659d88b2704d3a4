"""Steps of the guided form that hold rows of values below their fields: prices and lessons."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.offers.enums import PAYER_FREE, Booking
from umsicht.offers.interfaces.fields import CostRow, LessonRow, Number, One, RowForm
from umsicht.offers.interfaces.steps import Around, StepForm
from umsicht.offers.models import Offer
from umsicht.vocabulary.queries.catalogue import catalogue

ROWS = 2
"""At least so many rows are offered, and one more than are held."""


class _WithRows(StepForm):
    """A step with rows of values below its fields."""

    list_name: ClassVar[str] = ""
    row_class: ClassVar[type[RowForm]]
    row_title: ClassVar[Any]
    """What a row is called, with its %(number)s."""

    def row_options(self) -> dict[str, Any]:
        return {}

    @cached_property
    def rows(self) -> list[RowForm]:
        held = list(getattr(self.offer, self.list_name))
        count = max(len(held) + 1, ROWS)
        sent = self.data if self.is_bound else None
        start = self.row_class.start  # type: ignore[attr-defined]
        return [
            self.row_class(
                sent,
                prefix=f"{self.list_name}-{number}",
                initial=start(held[number]) if number < len(held) else None,
                **self.row_options(),
            )
            for number in range(count)
        ]

    @property
    def parts(self) -> list[tuple[str, RowForm]]:
        return [
            (str(self.row_title) % {"number": number}, row) for number, row in enumerate(self.rows, start=1)
        ]

    @property
    def rows_open(self) -> bool:
        """Whether the rows show without being asked for."""
        return bool(getattr(self.offer, self.list_name)) or (self.is_bound and not self.rows_valid)

    @property
    def rows_valid(self) -> bool:
        return all(row.is_valid() for row in self.rows)

    def is_valid(self) -> bool:
        return super().is_valid() and self.rows_valid

    def values(self) -> dict[str, Any]:
        found = super().values()
        if self.rows_valid:
            found[self.list_name] = [row.value() for row in self.rows if row.filled]  # type: ignore[attr-defined]
        return found


class Lessons(_WithRows):
    """Where it fits into lessons; only for offers to schools."""

    list_name = "curriculum"
    row_class = LessonRow
    row_title = gettext_lazy("Link %(number)s")

    def row_options(self) -> dict[str, Any]:
        return {"subjects": catalogue(self.offer.tenant).choices("subject")}


FREE, PRICED = "frei", "preis"


class Costs(_WithRows):
    names = ("booking", "duration_minutes", "group_min", "group_max")
    list_name = "costs"
    row_class = CostRow
    row_title = gettext_lazy("Price %(number)s")

    price = One(
        label=gettext_lazy("What does it cost?"),
        radio=True,
        needed=True,
        choices=[
            (FREE, gettext_lazy("free of charge for those who take part")),
            (PRICED, gettext_lazy("it costs something, see below")),
        ],
    )
    booking = One(label=gettext_lazy("How do people come to it?"), radio=True, choices=Booking.choices)
    duration_minutes = Number(label=gettext_lazy("Duration in minutes"), low=1, high=60 * 24 * 31)
    group_min = Number(label=gettext_lazy("Smallest group"), low=1, high=10_000)
    group_max = Number(label=gettext_lazy("Largest group"), low=1, high=10_000)

    def __init__(self, data: Any = None, *, offer: Offer, around: Around) -> None:
        super().__init__(data, offer=offer, around=around)
        if offer.costs:
            free = all(cost.get("payer") == PAYER_FREE for cost in offer.costs)
            self.initial["price"] = FREE if free else PRICED

    @property
    def rows_open(self) -> bool:
        return super().rows_open and self["price"].value() != FREE

    def row_options(self) -> dict[str, Any]:
        words = catalogue(self.offer.tenant)
        formats = [(code, words.label("format", code)) for code in self.offer.formats]
        payers = [pair for pair in words.choices("payer") if pair[0] != PAYER_FREE]
        return {"payers": payers, "formats": formats or words.choices("format")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("group_min"), cleaned.get("group_max")
        if low is not None and high is not None and high < low:
            self.add_error("group_max", _("The upper end lies below the lower one."))
        return cleaned

    def values(self) -> dict[str, Any]:
        found = super().values()
        if not found.get("booking"):
            found.pop("booking", None)
        if self.cleaned_data.get("price") == FREE:
            formats = self.offer.formats or [code for code, _label in self.row_options()["formats"][:1]]
            found["costs"] = [
                {"format": formats[0], "amount_cents": 0, "per": "", "payer": PAYER_FREE, "note": ""}
            ]
        return found
