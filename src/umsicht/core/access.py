"""The one question before each write: may this person do that to this record?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import NotAllowed


def require(actor: Any, permission: str, obj: Any) -> None:
    """Raise NotAllowed unless the person holds the permission. `actor=None` is the system itself and may do all."""
    if actor is not None and not actor.has_perm(permission, obj):
        raise NotAllowed(_("Your role does not allow this."))
