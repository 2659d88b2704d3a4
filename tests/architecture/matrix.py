"""What every person gets at every named address. An address without a row here fails tests/architecture.

Answers: 200 the page, 302 to the sign-in (or onward), 403 inside the tenant but the wrong role, 404 the wrong tenant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.architecture.world import PERSONS, ROLES, World

Kwargs = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """Expected status per person for one address. `kwargs` fills the address, `data` is what a POST sends."""

    name: str
    expect: dict[str, int]
    kwargs: Kwargs = lambda world: {}
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    def __str__(self) -> str:
        return self.name if self.method == "get" else f"{self.method} {self.name}"


def everyone(name: str, status: int = 200, **options: Any) -> Row:
    """The same answer for all, signed in or not."""
    return Row(name, dict.fromkeys(PERSONS, status), **options)


def entrance(name: str, **options: Any) -> Row:
    """Pages for who is not signed in yet; everybody else is led on."""
    return Row(name, dict.fromkeys(PERSONS, 302) | {"anonymous": 200}, **options)


def signed_in(name: str, status: int = 200, *, anonymous: int = 302, **options: Any) -> Row:
    """Pages of the own account: anybody who is signed in."""
    return Row(name, dict.fromkeys(PERSONS, status) | {"anonymous": anonymous}, **options)


def operators(name: str, status: int = 200, *, anonymous: int = 302, **options: Any) -> Row:
    return Row(name, dict.fromkeys(PERSONS, 403) | {"anonymous": anonymous, "operator": status}, **options)


def desk(name: str, allowed: str, status: int = 200, **options: Any) -> Row:
    """A page of the own municipality's desk; `allowed` names the persons who get `status`.

    All other roles of the tenant get 403, and so does the state office's coordinator, who may enter every desk; whoever
    has no business in the tenant gets 404.
    """
    expect = dict.fromkeys(PERSONS, 404) | dict.fromkeys((*ROLES, "state"), 403) | {"anonymous": 302}
    names = allowed.split()
    assert set(names) <= set(PERSONS), f"{name}: unknown person in {allowed!r}"
    kwargs: Kwargs = options.pop("kwargs", lambda world: {})
    return Row(
        name,
        expect | dict.fromkeys(names, status),
        kwargs=lambda world: {"tenant": world.own.slug, **kwargs(world)},
        **options,
    )


def state_desk(name: str, status: int = 200, **options: Any) -> Row:
    """A page of the state office's desk, which only its own coordinator gets."""
    expect = dict.fromkeys(PERSONS, 404) | {"anonymous": 302, "state": status}
    kwargs: Kwargs = options.pop("kwargs", lambda world: {})
    return Row(name, expect, kwargs=lambda world: {"tenant": world.state.slug, **kwargs(world)}, **options)


def from_ids(*names: str) -> Kwargs:
    return lambda world: {name: world.ids[name] for name in names}


def page(word: str = "impressum") -> Kwargs:
    return lambda world: {"page": word}


def portal(*ids: str, **fixed: str) -> Kwargs:
    """An address of the own municipality's portal, with ids of the world and fixed words."""
    return lambda world: {"municipality": world.own.slug, **fixed, **{name: world.ids[name] for name in ids}}


ALL_ROLES = " ".join(ROLES)
OPS = [
    operators("ops:components"),
    everyone("ops:health"),
    operators("ops:metrics", anonymous=403),
]
ENTRANCE = [
    entrance("account_login"),
    entrance("account_signup"),
    everyone("account_reset_password"),
    everyone("account_inactive"),
    everyone("account_reset_password_done"),
    everyone("account_reset_password_from_key_done"),
    everyone("account_reset_password_from_key", kwargs=lambda world: {"uidb36": "zz", "key": "x-y"}),
    everyone("account_email_verification_sent"),
    everyone("account_confirm_email", kwargs=lambda world: {"key": "x"}),
    everyone("account_invitation", kwargs=from_ids("token")),
    everyone("account_language", 302, method="post", data={"language": "de"}),
    everyone("mfa_authenticate", 302),
    everyone("mfa_login_webauthn", 302),
]
ACCOUNT = [
    signed_in("account_home"),
    signed_in("account_profile"),
    signed_in("account_email"),
    signed_in("account_logout"),
    signed_in("account_change_password", 302),
    signed_in("account_set_password"),
    signed_in("account_reauthenticate", 403),
    signed_in("account_sessions"),
    signed_in("account_end_sessions", 302, method="post"),
    signed_in("account_end_session", 404, method="post", kwargs=lambda world: {"session_id": 99999}),
    signed_in("account_data"),
    signed_in("account_export", method="post"),
    signed_in("account_erase"),
    signed_in("account_leave", 404, method="post", kwargs=lambda world: {"membership_id": 99999}),
]
MFA = [
    signed_in("mfa_index"),
    signed_in("mfa_reauthenticate", 403),
    signed_in("mfa_reauthenticate_webauthn", 403),
    signed_in("mfa_activate_totp"),
    signed_in("mfa_deactivate_totp", 404),
    signed_in("mfa_view_recovery_codes", 404),
    signed_in("mfa_generate_recovery_codes"),
    signed_in("mfa_download_recovery_codes", 404),
    signed_in("mfa_list_webauthn"),
    signed_in("mfa_add_webauthn"),
    signed_in("mfa_edit_webauthn", 404, kwargs=lambda world: {"pk": 99999}),
    signed_in("mfa_remove_webauthn", 404, kwargs=lambda world: {"pk": 99999}),
]
SOCIAL = [
    signed_in("socialaccount_connections"),
    everyone("socialaccount_login_cancelled"),
    everyone("socialaccount_login_error", 401),
    everyone("socialaccount_signup", 302),
    everyone("openid_connect_login", 404, kwargs=lambda world: {"provider_id": "oidc"}),
    everyone("openid_connect_callback", 404, kwargs=lambda world: {"provider_id": "oidc"}),
]
DESK = [
    signed_in("desk_switch", 302),
    desk("desk_home", f"{ALL_ROLES} state"),
    desk("desk_members", "coordinator editor adviser auditor state"),
    desk("desk_members_export", "coordinator auditor"),
    desk("desk_invite", "coordinator state"),
    desk("desk_member", "coordinator state", kwargs=from_ids("membership_id")),
    desk("desk_member_change", "coordinator state", 400, method="post", kwargs=from_ids("membership_id")),
    desk("desk_member_end", "coordinator state", 400, method="post", kwargs=from_ids("membership_id")),
    desk("desk_invitation_resend", "coordinator state", 302, method="post", kwargs=from_ids("invitation_id")),
    desk("desk_invitation_revoke", "coordinator state", 302, method="post", kwargs=from_ids("invitation_id")),
    desk("desk_audit", "coordinator auditor"),
    desk("desk_audit_export", "coordinator auditor"),
    desk("desk_audit_event", "coordinator auditor", kwargs=from_ids("event_id")),
    desk("desk_settings", "coordinator editor adviser state"),
    desk("desk_settings_texts", "coordinator editor adviser state"),
    desk("desk_settings_numbers", "coordinator editor adviser state"),
    state_desk("desk_tenants"),
    state_desk("desk_tenant", kwargs=lambda world: {"slug": world.own.slug}),
    state_desk("desk_tenant_activate", 409, method="post", kwargs=lambda world: {"slug": world.own.slug}),
    state_desk("desk_tenant_deactivate", 400, method="post", kwargs=lambda world: {"slug": world.own.slug}),
    state_desk("desk_groups"),
    state_desk("desk_group_new"),
    state_desk("desk_group", kwargs=lambda world: {"slug": world.ids["group"]}),
]
PUBLIC = [
    *(everyone(f"public:{name}_state") for name in ("english", "easy")),
    *(everyone(f"public:{name}_state", kwargs=page()) for name in ("page", "page_en", "page_ls")),
    *(everyone(f"public:{name}", kwargs=portal()) for name in ("english", "easy")),
    *(everyone(f"public:{name}", kwargs=portal(page="impressum")) for name in ("page", "page_en", "page_ls")),
    everyone("public:offer", kwargs=portal("slug")),
    everyone("public:offer_calendar", kwargs=portal("slug")),
]

ROWS: list[Row] = [*OPS, *ENTRANCE, *ACCOUNT, *MFA, *SOCIAL, *DESK, *PUBLIC]
