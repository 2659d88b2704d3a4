"""Lists for taking away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.tenancy.models import Membership


def member_columns() -> list[str]:
    return [_("Name"), _("E-mail address"), _("Role"), _("From"), _("Until"), _("Ended on")]


def member_rows(memberships: Iterable[Membership]) -> Iterator[list[Any]]:
    for membership in memberships:
        yield [
            membership.user.display_name,
            membership.user.email,
            membership.get_role_display(),
            membership.valid_from,
            membership.valid_to,
            membership.ended_at,
        ]
