from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    """How the log words what this package does."""
    journal.describe(
        {
            "notify.mail.resend": _("Failed mail sent again"),
            "notify.preference.change": _("Mail settings changed"),
        }
    )
