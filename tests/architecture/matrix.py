"""What every person gets at every named address. An address without a row here fails tests/architecture.

Answers: 200 the page, 302 to the sign-in (or onward), 403 inside the tenant but the wrong role, 404 the wrong tenant.
"""

from __future__ import annotations

from tests.architecture import areas
from tests.architecture.persons import ROLES
from tests.architecture.rows import (
    Row,
    desk,
    entrance,
    everyone,
    first_of,
    from_ids,
    operators,
    page,
    portal,
    signed_in,
    state_desk,
    words,
)

ALL_ROLES = " ".join(ROLES)
OPS = [
    operators("ops:components"),
    everyone("ops:health"),
    operators("ops:metrics", anonymous=403),
    operators("ops_mails"),
    operators("ops_mail", kwargs=lambda world: {"key": "tenancy.invitation"}),
    operators("ops_mail_html", kwargs=lambda world: {"key": "tenancy.invitation"}),
    operators("ops_mail_send_again", 302, method="post", kwargs=from_ids("mail_id")),
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
    signed_in("account_notifications"),
    everyone("notify_unsubscribe", 400, kwargs=lambda world: {"token": "falsch"}),
    everyone("file", 404, kwargs=lambda world: {"token": "falsch"}),
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
    desk("desk_inbox", f"{ALL_ROLES} state"),
    desk("desk_inbox_all_read", f"{ALL_ROLES} state", 302, method="post"),
    desk("desk_inbox_message", "coordinator", wrong_role=404, kwargs=from_ids("message_id")),
    desk("desk_inbox_mark", "coordinator", 302, wrong_role=404, method="post", kwargs=from_ids("message_id")),
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
VOCABULARY = [
    desk("desk_vocabulary", f"{ALL_ROLES} state"),
    desk("desk_vocabulary_list", f"{ALL_ROLES} state", kwargs=words(liste="weitere-themen")),
    desk("desk_vocabulary_export", f"{ALL_ROLES} state", kwargs=words(liste="weitere-themen")),
    desk(
        "desk_vocabulary_term", f"{ALL_ROLES} state", kwargs=words(liste="weitere-themen", code="ortsthema")
    ),
    desk("desk_vocabulary_add", "coordinator editor", kwargs=words(liste="weitere-themen")),
    *(
        desk(
            f"desk_vocabulary_{step}",
            "coordinator editor",
            kwargs=words(liste="weitere-themen", code="ortsthema"),
        )
        for step in ("edit", "rename", "end")
    ),
    desk(
        "desk_vocabulary_reopen",
        "coordinator editor",
        kwargs=words(liste="weitere-themen", code="altes-thema"),
    ),
]
REPORTS = [
    desk("desk_reports", "coordinator editor"),
    desk("desk_reports_export", "coordinator editor"),
    desk("desk_report", "coordinator editor", kwargs=from_ids("report_id")),
    desk("desk_report_close", "coordinator editor", 302, method="post", kwargs=from_ids("report_id")),
    desk("desk_report_reopen", "coordinator editor", 400, method="post", kwargs=from_ids("report_id")),
    everyone("public:report", kwargs=portal("slug")),
    everyone("public:report_thanks", kwargs=portal("slug")),
]
HITS = ("offers", "offers_csv", "offers_json", "offers_xlsx", "offers_geojson", "offers_feed", "suggestions")
BOTH = ("topics", "dates", "dates_calendar", "dates_feed", "need", "kept", "compare", "opensearch")
ANSWERS = {"who": "ich", "what": "angegriffen", "where": "draussen"}
NEED = {"need_what": ("who",), "need_where": ("who", "what"), "need_result": ("who", "what", "where")}
PORTAL = (
    "municipality", "providers", "facilities", "facilities_csv", "facilities_geojson", "council", "sitemap", "style"
)  # fmt: skip
ALLIANCE = [
    everyone("public:alliance"),
    everyone("public:municipalities"),
    everyone("public:robots"),
    everyone("public:sitemap_index"),
    everyone("public:sitemap_state"),
    *(everyone(f"public:{name}_state") for name in ("english", "easy", *BOTH)),
    *(everyone(f"public:{name}_state", kwargs=page()) for name in ("page", "page_en", "page_ls")),
    *(
        everyone(f"public:{name}_state", kwargs=words(**{key: ANSWERS[key] for key in keys}))
        for name, keys in NEED.items()
    ),
    everyone("public:topic_state", kwargs=words(code="sucht")),
    everyone("public:kept_pdf_state", query=lambda world: f"?o={world.ids['offer_id']}"),
    *(everyone(f"search:{name}_state") for name in HITS),
]
PUBLIC = [
    *(everyone(f"public:{name}", kwargs=portal()) for name in ("english", "easy", *BOTH, *PORTAL)),
    *(everyone(f"public:{name}", kwargs=portal(page="impressum")) for name in ("page", "page_en", "page_ls")),
    *(
        everyone(f"public:{name}", kwargs=portal(**{key: ANSWERS[key] for key in keys}))
        for name, keys in NEED.items()
    ),
    everyone("public:topic", kwargs=portal(code="sucht")),
    everyone("public:kept_pdf", kwargs=portal(), query=lambda world: f"?o={world.ids['offer_id']}"),
    everyone("public:offer", kwargs=portal("slug")),
    everyone("public:offer_calendar", kwargs=portal("slug")),
    everyone("public:offer_pdf", kwargs=portal("slug")),
    everyone(
        "public:provider",
        kwargs=lambda world: {"municipality": world.own.slug, "slug": world.ids["provider"]},
    ),
    *(everyone(f"search:{name}", kwargs=portal()) for name in HITS),
]
LISTS = ("service", "service_at_location", "organisation", "taxonomy", "term")
OPEN_DATA = [
    everyone("hsds:openapi-json"),
    everyone("hsds:about"),
    everyone("hsds:api-root"),
    *(everyone(f"hsds:{name}_list") for name in LISTS),
    *(everyone(f"hsds:{name}", kwargs=first_of(f"hsds:{name}_list")) for name in LISTS),
]

ROWS: list[Row] = [
    *OPS,
    *ENTRANCE,
    *ACCOUNT,
    *MFA,
    *SOCIAL,
    *DESK,
    *VOCABULARY,
    *REPORTS,
    *ALLIANCE,
    *PUBLIC,
    *OPEN_DATA,
    *areas.ROWS,
]
