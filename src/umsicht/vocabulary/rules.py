"""Who may see and change the vocabulary at the desk. Asked with the tenant that owns the term.

State-wide terms belong to the state office, so a municipality's office may read but not change them.
"""

from __future__ import annotations

import rules

from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role, is_member, looks_from_above

rules.add_rule("vocabulary.term.view", is_member | looks_from_above)
rules.add_rule("vocabulary.term.manage", has_role(Role.COORDINATOR, Role.EDITOR))
