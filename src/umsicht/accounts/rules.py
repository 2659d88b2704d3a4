"""What a person may do with accounts: everything with her own, nothing with another's, unless she runs the instance."""

from __future__ import annotations

from typing import Any

import rules


@rules.predicate
def is_self(user: Any, obj: Any) -> bool:
    return obj is not None and getattr(obj, "pk", None) == user.pk


@rules.predicate
def runs_the_instance(user: Any) -> bool:
    return bool(getattr(user, "is_operator", False))


rules.add_rule("accounts.person.change", is_self)
rules.add_rule("accounts.person.export", is_self)
rules.add_rule("accounts.person.erase", is_self)
rules.add_rule("accounts.person.rescue", runs_the_instance)
