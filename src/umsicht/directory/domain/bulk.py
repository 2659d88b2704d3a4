"""The same change for many organisations: each in its own savepoint, so that one refusal stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput, UmsichtError
from umsicht.directory.domain.closing import close_organisation
from umsicht.directory.domain.organisations import change_organisation, publish_organisation
from umsicht.directory.models import Organisation

SHOW, HIDE, SECTOR, CLOSE = "zeigen", "verbergen", "bereich", "schliessen"


@transaction.atomic
def act_on_many(
    *, organisations: Iterable[Organisation], action: str, actor: Any, sector: str = "", reason: str = ""
) -> tuple[int, list[tuple[str, str]]]:
    """(how many changed, (name, why not) of the others). Raises BadInput for an unknown action."""
    actions: dict[str, Callable[[Organisation], object]] = {
        SHOW: lambda item: publish_organisation(organisation=item, actor=actor, public=True, reason=reason),
        HIDE: lambda item: publish_organisation(organisation=item, actor=actor, public=False, reason=reason),
        SECTOR: lambda item: change_organisation(
            organisation=item, actor=actor, sector=sector, reason=reason
        ),
        CLOSE: lambda item: close_organisation(organisation=item, actor=actor, reason=reason),
    }
    if action not in actions:
        raise BadInput(_("Please choose what to do."))
    done, failed = 0, []
    for item in organisations:
        try:
            with transaction.atomic():
                done += actions[action](item) is not False
        except UmsichtError as error:
            failed.append((item.name, error.message))
    return done, failed
