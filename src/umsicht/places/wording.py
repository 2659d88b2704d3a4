from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    """How the log words what this package does."""
    journal.describe({"places.area.load": _("Areas taken over")})
