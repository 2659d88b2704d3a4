from umsicht.core.errors import BadInput


class FigureWithoutRecord(BadInput):
    """A sentence says a number and names no record that proves it."""

    code = "figure_without_record"
