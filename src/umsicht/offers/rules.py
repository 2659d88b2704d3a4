"""Who may do what with programmes and offers. A provider acts on its own offers only; the office publishes."""

from __future__ import annotations

from typing import Any

import rules

from umsicht.directory.rules import edits, keeps_something, speaks_for, works_here
from umsicht.offers.enums import OfferState
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role, in_state_office


@rules.predicate
def is_published(user: Any, obj: Any) -> bool:
    return getattr(obj, "state", "") == OfferState.PUBLISHED and obj.provider.is_public


# Asked with the tenant: the desk's list.
rules.add_rule("offers.offer.list", works_here)
# Asked with the tenant: the list of one's own offers, and whether one may begin a new one at all.
rules.add_rule("offers.own.list", keeps_something)
rules.add_rule("offers.offer.begin", edits | keeps_something)
# Asked with the tenant: the queue of what waits for a check.
rules.add_rule("offers.offer.check", edits)
# Asked with the organisation that is to offer it.
rules.add_rule("offers.offer.create", edits | speaks_for)
# Asked with the offer.
rules.add_rule("offers.offer.view", is_published | works_here | speaks_for)
# The desk's own page of an offer, with history and versions.
rules.add_rule("offers.offer.work", works_here | speaks_for)
rules.add_rule("offers.offer.change", edits | speaks_for)
rules.add_rule("offers.offer.submit", edits | speaks_for)
rules.add_rule("offers.offer.publish", edits)
rules.add_rule("offers.offer.pause", edits | speaks_for)
rules.add_rule("offers.offer.archive", edits)
rules.add_rule("offers.offer.confirm", edits | speaks_for)
rules.add_rule("offers.offer.review", has_role(Role.COORDINATOR, Role.REVIEWER))
# Asked with the tenant (list) or the report.
rules.add_rule("offers.report.view", edits)
rules.add_rule("offers.report.handle", edits)
rules.add_rule("offers.report.moderate", edits | has_role(Role.MODERATOR))
# Programmes belong to the state office; everybody may read them.
rules.add_rule("offers.programme.view", rules.always_allow)
# At the desk: asked with the tenant of the desk. Providers read them too, since they deliver them.
rules.add_rule("offers.programme.list", works_here | keeps_something)
rules.add_rule("offers.programme.change", in_state_office & edits)
