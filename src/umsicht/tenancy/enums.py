from django.db import models
from django.utils.translation import gettext_lazy as _


class TenantKind(models.TextChoices):
    STATE = "state", _("state office")
    DISTRICT = "district", _("district")
    MUNICIPALITY = "municipality", _("municipality")
    GROUP = "group", _("group of municipalities")


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator")
    EDITOR = "editor", _("editor")
    MEMBER = "member", _("member")
    REVIEWER = "reviewer", _("reviewer")
    PROVIDER = "provider", _("provider")
    MODERATOR = "moderator", _("moderator")
    FINANCE = "finance", _("finance")
    ADVISER = "adviser", _("adviser")
    AUDITOR = "auditor", _("auditor")


class InvitationState(models.TextChoices):
    OPEN = "open", _("open")
    EXPIRED = "expired", _("expired")
    ACCEPTED = "accepted", _("accepted")
    REVOKED = "revoked", _("withdrawn")


class TextKey(models.TextChoices):
    """The texts of a portal that an office writes itself."""

    LEAD = "lead", _("What this portal is for")
    ABOUT = "about", _("About the prevention council")
    CONTACT = "contact", _("How to reach the office")


class TextLanguage(models.TextChoices):
    GERMAN = "de", _("German")
    PLAIN = "ls", _("easy German")
    ENGLISH = "en", _("English")


DESK_ROLES = frozenset(Role.values)
