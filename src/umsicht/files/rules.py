"""Who may put files into a tenant and see those that are not public. Upper floors ask for their records besides."""

from __future__ import annotations

from typing import Any

import rules

from umsicht.files.models import StoredFile
from umsicht.files.queries.files import is_public
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role, is_member, looks_from_above

_uploaders = has_role(
    Role.COORDINATOR, Role.EDITOR, Role.PROVIDER, Role.MODERATOR, Role.FINANCE, Role.REVIEWER, Role.MEMBER
)


@rules.predicate
def anybody_may_see(user: Any, file: StoredFile) -> bool:
    return is_public(file)


@rules.predicate
def uploaded_it(user: Any, file: StoredFile) -> bool:
    return file.uploaded_by_id is not None and file.uploaded_by_id == getattr(user, "pk", None)


rules.add_rule("files.file.upload", _uploaders)
rules.add_rule("files.file.view", anybody_may_see | is_member | looks_from_above)
rules.add_rule("files.file.change", has_role(Role.COORDINATOR, Role.EDITOR) | (uploaded_it & _uploaders))
rules.add_rule("files.file.delete", has_role(Role.COORDINATOR, Role.EDITOR) | (uploaded_it & _uploaders))
