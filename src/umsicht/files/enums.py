from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    QUARANTINED = "quarantined", _("being checked")
    CLEAN = "clean", _("checked")
    REFUSED = "refused", _("refused")
    DELETED = "deleted", _("deleted")


class FileKind(models.TextChoices):
    IMAGE = "image", _("picture")
    PDF = "pdf", _("PDF")
    DOCUMENT = "document", _("Word document")
    SHEET = "sheet", _("spreadsheet")
    TABLE = "table", _("CSV table")
    CALENDAR = "calendar", _("calendar entry")
    TEXT = "text", _("text")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public")
    DESK = "desk", _("only at the desk")
