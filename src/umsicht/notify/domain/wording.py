"""An office writes its mails in its own words: new versions, and back to ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, text
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.notify.models import MailWording
from umsicht.notify.placeholders import unknown
from umsicht.notify.queries.wording import EVERY, FIELDS, editable_type, versions
from umsicht.tenancy.models import Tenant

LIMITS = {"subject": 90, "greeting": 120, "before": 1200, "after": 1200, "closing": 300}
MAX_PARAGRAPHS = 6


def cleaned(key: str, words: Mapping[str, str]) -> dict[str, str]:
    """The words as they would be stored. Raises BadInput that names the field in `code`; NotFound for other messages."""
    kind = editable_type(key) if key != EVERY else None
    found = {}
    for name in FIELDS if key != EVERY else ("closing",):
        tidy = text.one_line if name in {"subject", "greeting"} else text.clean
        value = tidy(words.get(name, ""))
        if len(value) > LIMITS[name]:
            raise BadInput(_("At most %(most)d characters, please.") % {"most": LIMITS[name]}, code=name)
        if len([part for part in value.split("\n\n") if part.strip()]) > MAX_PARAGRAPHS:
            raise BadInput(_("At most %(most)d paragraphs, please.") % {"most": MAX_PARAGRAPHS}, code=name)
        wrong = unknown(value, kind)
        if wrong:
            raise BadInput(
                _("This can't be filled in: %(names)s. Choose from the list of placeholders.")
                % {"names": ", ".join(wrong)},
                code=name,
            )
        found[name] = value
    return found


@transaction.atomic
def write(
    *, actor: Any, tenant: Tenant, key: str, language: str, words: Mapping[str, str]
) -> MailWording | None:
    """Store a new version if it differs from the one in force; returns it. Empty words everywhere: back to ours.

    Raises NotAllowed, NotFound, BadInput (its `code` names the field), Conflict if somebody else saved just now.
    """
    require(actor, "notify.wording.change", tenant)
    values = cleaned(key, words)
    earlier = versions(tenant, key, language)
    before = {name: getattr(earlier[0], name) if earlier else "" for name in values}
    if before == values:
        return None
    row = MailWording(
        tenant=tenant,
        message=key,
        language=language,
        version=earlier[0].version + 1 if earlier else 1,
        created_at=clock.now(),
        **values,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody else saved this text at the same moment. Please look at it again.")
        ) from error
    changed = {name for name in values if before[name] != values[name]}
    journal.record(
        "notify.wording.change" if any(values.values()) else "notify.wording.reset",
        row,
        actor=actor,
        before={name: before[name] for name in sorted(changed)},
        after={name: values[name] for name in sorted(changed)},
    )
    return row


def reset(*, actor: Any, tenant: Tenant, key: str, language: str) -> MailWording | None:
    """Back to our words; the earlier versions stay."""
    return write(actor=actor, tenant=tenant, key=key, language=language, words={})
