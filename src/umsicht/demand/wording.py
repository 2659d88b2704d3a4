from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    """How the log words what this package does."""
    journal.describe(
        {
            "demand.search.save": _("Search saved, not yet confirmed"),
            "demand.search.confirm": _("Saved search confirmed"),
            "demand.search.change": _("Saved search changed"),
            "demand.search.renew": _("Saved search kept for another year"),
            "demand.search.end": _("Saved search ended"),
        }
    )
