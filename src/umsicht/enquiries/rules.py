"""Who may do what with enquiries. The office sees those of its town, a provider those it was asked in."""

from __future__ import annotations

from typing import Any

import rules

from umsicht.directory.rules import edits, speaks_for
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.tenancy.enums import Role
from umsicht.tenancy.queries.memberships import held_by
from umsicht.tenancy.rules import has_role


def speaks_for_ids(user: Any, tenant_id: int) -> frozenset[int]:
    """The organisations of the tenant for which the person holds the provider role."""
    return frozenset(
        membership.organisation_id
        for membership in held_by(user)
        if membership.role == Role.PROVIDER
        and membership.tenant_id == tenant_id
        and membership.organisation_id is not None
    )


@rules.predicate
def was_asked(user: Any, obj: Any) -> bool:
    """One of the organisations the person speaks for was asked in this enquiry, and the mail has been confirmed."""
    if not isinstance(obj, Enquiry):
        return False
    mine = speaks_for_ids(user, obj.tenant_id)
    return bool(mine) and any(reply.provider_id in mine and _was_sent(reply) for reply in obj.replies.all())


def _was_sent(reply: Reply) -> bool:
    return reply.asked_at is not None


# Asked with the tenant: lists at the desk. A provider sees only its own there (queries.desk).
rules.add_rule("enquiries.enquiry.list", edits | has_role(Role.PROVIDER))
rules.add_rule("enquiries.enquiry.list_all", edits)
rules.add_rule("enquiries.enquiry.export", edits)
# Asked with the enquiry.
rules.add_rule("enquiries.enquiry.view", edits | was_asked)
rules.add_rule("enquiries.enquiry.help", edits)
rules.add_rule("enquiries.enquiry.close", edits)
rules.add_rule("enquiries.enquiry.call_off", edits | was_asked)
# Asked with a provider's reply.
rules.add_rule("enquiries.reply.answer", edits | speaks_for)
# Asked with the tenant, the experience or the comment.
rules.add_rule("enquiries.experience.list", edits | has_role(Role.PROVIDER))
rules.add_rule("enquiries.experience.check", edits)
rules.add_rule("enquiries.experience.moderate", edits | has_role(Role.MODERATOR))
rules.add_rule("enquiries.experience.comment", edits | speaks_for)
