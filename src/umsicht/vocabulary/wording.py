from django.utils.translation import gettext_lazy as _

from umsicht.core import journal


def describe() -> None:
    """How the log words what this package does."""
    journal.describe(
        {
            "vocabulary.term.add": _("Term added"),
            "vocabulary.term.rename": _("Term renamed"),
            "vocabulary.term.edit": _("Term corrected"),
            "vocabulary.term.move": _("Term moved"),
            "vocabulary.term.end": _("Term ended"),
            "vocabulary.term.reopen": _("Term reopened"),
            "vocabulary.term.put_in_force": _("New name of a term in force"),
            "vocabulary.decision.add": _("Decision on the vocabulary recorded"),
            "vocabulary.decision.edit": _("Decision on the vocabulary corrected"),
        }
    )
