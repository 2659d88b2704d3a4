from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    """How the log words what this package does."""
    journal.describe(
        {
            "files.file.upload": _("File uploaded"),
            "files.file.accept": _("File checked and taken over"),
            "files.file.refuse": _("File refused"),
            "files.file.change": _("Details of a file changed"),
            "files.file.delete": _("File deleted"),
        }
    )
