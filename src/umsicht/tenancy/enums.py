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


DESK_ROLES = frozenset(Role.values)
