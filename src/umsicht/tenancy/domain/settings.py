"""What an office says about its own portal: name, colours, texts, emergency numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.tenancy.domain.tenants import checked, save_journal_and_version
from umsicht.tenancy.enums import TextKey, TextLanguage
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.validators import MAX_EMERGENCY_NUMBERS, TEXT_LENGTH, phone_problem

Texts = Mapping[str, Mapping[str, str]]
Numbers = Sequence[Mapping[str, str]]
_PLAIN_FIELDS = ("portal_name", "portal_by", "accent", "accent_deep")


@transaction.atomic
def change_settings(
    *,
    actor: Any,
    tenant: Tenant,
    portal_name: str | None = None,
    portal_by: str | None = None,
    accent: str | None = None,
    accent_deep: str | None = None,
    texts: Texts | None = None,
    emergency_numbers: Numbers | None = None,
) -> Tenant:
    """Write what is given and differs; None leaves a setting alone, "" takes it back to the default.

    An accent stands alone never: both colours or none. Raises NotAllowed, BadInput with the first problem.
    """
    require(actor, "tenancy.settings.change", tenant)
    row = Tenant.objects.select_for_update().get(pk=tenant.pk)
    wanted: dict[str, Any] = {
        "portal_name": portal_name,
        "portal_by": portal_by,
        "accent": accent and accent.lower(),
        "accent_deep": accent_deep and accent_deep.lower(),
        "texts": None if texts is None else clean_texts(texts),
        "emergency_numbers": None if emergency_numbers is None else clean_numbers(emergency_numbers),
    }
    wanted = {name: value for name, value in wanted.items() if value is not None}
    before = {name: getattr(row, name) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value.strip() if name in _PLAIN_FIELDS else value)
    if bool(row.accent) != bool(row.accent_deep):
        raise BadInput(_("Please choose both colours, or leave both empty."))
    checked(row)
    after = {name: getattr(row, name) for name in wanted}
    if before != after:
        row.save(update_fields=list(wanted))
        save_journal_and_version("tenancy.settings.change", row, actor, before, after)
    return row


@transaction.atomic
def write_logo(*, actor: Any, tenant: Tenant, logo: Mapping[str, Any]) -> None:
    """Which picture is the logo; called by the floor that keeps files, which has asked the permission."""
    row = Tenant.objects.select_for_update().get(pk=tenant.pk)
    before = {"logo": row.logo}
    if row.logo != dict(logo):
        row.logo = dict(logo)
        row.save(update_fields=["logo"])
        save_journal_and_version("tenancy.settings.change", row, actor, before, {"logo": row.logo})


def clean_texts(texts: Texts) -> dict[str, dict[str, str]]:
    """Only known texts and languages, without empty ones. Raises BadInput for a text that is too long."""
    cleaned: dict[str, dict[str, str]] = {}
    for key, by_language in texts.items():
        if key not in TextKey.values or not set(by_language) <= set(TextLanguage.values):
            raise BadInput(_("This text does not exist."))
        kept = {language: text.strip() for language, text in by_language.items() if text.strip()}
        if any(len(text) > TEXT_LENGTH for text in kept.values()):
            raise BadInput(_("A text may have %(length)s characters at most.") % {"length": TEXT_LENGTH})
        if kept:
            cleaned[key] = kept
    return cleaned


def clean_numbers(numbers: Numbers) -> list[dict[str, str]]:
    """Number and label, both needed; rows without either are dropped. Raises BadInput."""
    cleaned: list[dict[str, str]] = []
    for row in numbers:
        number, label = row.get("number", "").strip(), row.get("label", "").strip()
        if not number and not label:
            continue
        problem = phone_problem(number)
        if problem is not None:
            raise BadInput(" ".join(problem.messages))
        if not label or len(label) > 80:
            raise BadInput(_("Say in a few words whom the number %(number)s reaches.") % {"number": number})
        cleaned.append({"number": number, "label": label})
    if len(cleaned) > MAX_EMERGENCY_NUMBERS:
        raise BadInput(_("At most %(count)s numbers.") % {"count": MAX_EMERGENCY_NUMBERS})
    return cleaned
