from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldGroup(models.TextChoices):
    """Parts of an offer that grow old at different speed."""

    AVAILABILITY = "frei", _("Free places")
    DATES = "termine", _("Dates")
    PRICE_CONTACT = "preis-kontakt", _("Price and contact")
    CONCEPT = "inhalt", _("Content and target group")


class ConfirmedBy(models.TextChoices):
    """Whose word it was, and by which way it came."""

    LINK = "link", _("provider, by the link in the mail")
    DESK = "desk", _("provider, at the desk")
    PHONE = "phone", _("office, after asking the provider")
    IMPORT = "import", _("taken over from an import")


class Stage(models.TextChoices):
    """Where the asking about an offer stands; also what a reminder says."""

    FIRST = "first", _("asked")
    AGAIN = "again", _("asked again")
    LOWERED = "lowered", _("ranks lower")
    HIDDEN = "hidden", _("hidden")


class LinkFinding(models.TextChoices):
    """What became of looking at a web address."""

    NEW = "new", _("not looked at yet")
    FINE = "fine", _("answers")
    MOVED = "moved", _("leads elsewhere")
    FAILING = "failing", _("gives no answer, perhaps only today")
    BROKEN = "broken", _("leads nowhere")
    UNCLEAR = "unclear", _("can't be checked by a program")
