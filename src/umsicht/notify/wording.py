from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    """How the log words what this package does."""
    journal.describe(
        {
            "notify.mail.resend": _("Failed mail sent again"),
            "notify.preference.change": _("Mail settings changed"),
            "notify.work.take": _("Work taken over"),
            "notify.work.assign": _("Work given to somebody"),
            "notify.work.give_back": _("Work given back"),
            "notify.text.let_stand": _("Public text looked at"),
            "notify.wording.change": _("Words of a mail changed"),
            "notify.wording.reset": _("Mail has our words again"),
        }
    )
