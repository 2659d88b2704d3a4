"""The one settings module. Everything that differs between hosts comes from the environment (env.py)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from umsicht.config import env, parts, policies

PACKAGE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
if TESTING:
    env.isolate("DATABASE_URL")  # tests see no variable of the machine but the store they are to run on

DEBUG = env.flag("DEBUG", default=False, help="Show tracebacks in the browser. Never on a reachable host.")
DEMO = env.flag("DEMO", default=False, help="Marks the instance as a demonstration and allows demo sign-ins.")
DATA_DIR = env.folder(
    env.text(
        "DATA_DIR",
        env.scratch_folder() if TESTING else "var",
        "Folder for the SQLite file, uploads, the search index and caches.",
        shown="var",
    )
)
SECRET_KEY = env.text(
    "SECRET_KEY",
    "",
    "Signs sessions and links; at least 50 random characters. Required unless DEBUG or DEMO.",
)
if not SECRET_KEY and (DEBUG or DEMO or TESTING):
    SECRET_KEY = env.kept_secret(DATA_DIR / "secret_key")
env.require_secret(SECRET_KEY)
SECRET_KEY_FALLBACKS = env.words(
    "SECRET_KEY_FALLBACKS",
    "",
    "Former secret keys, comma separated: sessions, links and second factors made with them still work.",
)

ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    "127.0.0.1,localhost" if (DEBUG or DEMO or TESTING) else "",
    "Host names that serve Umsicht, comma separated.",
    shown="none; 127.0.0.1,localhost with DEBUG or DEMO",
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is missing: name the hosts that serve Umsicht, comma separated."
    )
SITE_URL = env.text(
    "SITE_URL",
    "http://127.0.0.1:8000",
    "Public address without a trailing slash; stands in mails, feeds and APIs.",
).rstrip("/")
HTTPS = env.flag(
    "HTTPS",
    default=SITE_URL.startswith("https:"),
    help="Secure cookies, HSTS, redirect to https.",
    shown="1 when SITE_URL begins with https:",
)
TRUST_PROXY = env.flag(
    "TRUST_PROXY", default=False, help="Believe X-Forwarded-Proto and X-Forwarded-For of the proxy in front."
)
PAGE_CACHE = env.flag(
    "PAGE_CACHE", default=True, help="Keep whole anonymous pages in memory until their content changes."
)
REQUIRE_MFA = env.flag(
    "REQUIRE_MFA",
    default=not (DEBUG or DEMO or TESTING),
    help="Desk roles must use a second factor.",
    shown="1; 0 with DEBUG or DEMO",
)
WORKER_HEARTBEAT_SECONDS = env.integer(
    "WORKER_HEARTBEAT_SECONDS", default=120, help="Health turns red when the task worker is silent this long."
)

INSTALLED_APPS = [*parts.APPS]
MIDDLEWARE = [*parts.MIDDLEWARE]
ROOT_URLCONF = "umsicht.config.urls"
WSGI_APPLICATION = "umsicht.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

DATABASES = {
    "default": env.database(
        env.text(
            "DATABASE_URL",
            f"sqlite:///{DATA_DIR / 'umsicht.sqlite3'}",
            "sqlite:///<file> or postgres://user:password@host:port/name.",
            shown="sqlite:///<DATA_DIR>/umsicht.sqlite3",
        )
    )
}

TEMPLATES = policies.templates()
FORM_RENDERER = "umsicht.ui.forms.UmsichtRenderer"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
    # Counters that all workers must share (rate limits); filled only by writes of public forms.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "umsicht_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # culling would forget counters and run the schedule twice
    },
}

# ---- language and time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "core" / "locale"]  # core is no application; all others bring their own
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# ---- sign-in -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Wider than the lock-out below, which answers with a page that says what to do; this one guards second factors too.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
ACCOUNT_ADAPTER = "umsicht.accounts.adapter.AccountAdapter"
_FORMS = "umsicht.accounts.interfaces"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.sign_in.LoginForm",
    "reset_password": f"{_FORMS}.sign_in.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.sign_in.ResetPasswordKeyForm",
    "change_password": f"{_FORMS}.sign_in.ChangePasswordForm",
    "set_password": f"{_FORMS}.sign_in.SetPasswordForm",
    "add_email": f"{_FORMS}.sign_in.AddEmailForm",
    "reauthenticate": f"{_FORMS}.sign_in.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.sign_in.AuthenticateForm",
    "reauthenticate": f"{_FORMS}.sign_in.ReauthenticateCodeForm",
    "activate_totp": f"{_FORMS}.sign_in.ActivateTOTPForm",
    "add_webauthn": f"{_FORMS}.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Umsicht"
MFA_ADAPTER = "umsicht.accounts.adapter.MFAAdapter"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "umsicht.accounts.adapter.SocialAccountAdapter"
# The issuer is the office's own: an address it confirmed signs in the person who was invited under it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC_ISSUER = env.text("OIDC_ISSUER", "", "OpenID Connect issuer address; empty switches it off.")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID", "", "Client id at the issuer.")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET", "", "Client secret at the issuer.")
OIDC_NAME = env.text("OIDC_NAME", "Verwaltungskonto", "What the sign-in button says.")
SOCIALACCOUNT_PROVIDERS = policies.openid(
    issuer=OIDC_ISSUER, name=OIDC_NAME, client_id=OIDC_CLIENT_ID, secret=OIDC_CLIENT_SECRET
)
AXES_FAILURE_LIMIT = env.integer("LOGIN_FAILURE_LIMIT", default=8, help="Failed sign-ins before a pause.")
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else an attacker could keep someone out for ever
AXES_USERNAME_CALLABLE = "umsicht.accounts.lockout.login_name"
AXES_CLIENT_IP_CALLABLE = "umsicht.accounts.lockout.client_ip"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False

# ---- security ----------------------------------------------------------------------------------------------
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "umsicht.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = policies.content_security(sign_in=OIDC_ISSUER)
PERMISSIONS_POLICY = policies.permissions()
METRICS_TOKEN = env.text("METRICS_TOKEN", "", "Opens /metrics to a monitor that sends it as bearer token.")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# ---- files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "files",
            "file_permissions_mode": 0o640,
            "directory_permissions_mode": 0o750,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if (TESTING or DEBUG)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG
WHITENOISE_MAX_AGE = 3600
FILES_MAX_BYTES = env.integer("FILES_MAX_BYTES", default=15_000_000, help="Largest upload in bytes.")
CLAMD_SOCKET = env.text(
    "CLAMD_SOCKET", "", "ClamAV daemon that checks uploads: a socket path or host:port; empty means none."
)
SEARCH_INDEX_DIR = DATA_DIR / "index"
SMALL_CELL = env.integer(
    "SMALL_CELL",
    default=5,
    help="Recorded cases from 1 up to below this number are not shown; after a change run `umsicht situation protect`, with `--anew` if it is lower now.",
)

# ---- mail and tasks ----------------------------------------------------------------------------------------
locals().update(
    env.email(
        env.text(
            "EMAIL_URL",
            "memory:" if TESTING else f"file://{DATA_DIR / 'mail'}",
            "console:, file:///folder, memory:, smtp://, smtp+tls:// or smtps://user:password@host:port.",
            shown="file://<DATA_DIR>/mail",
        )
    )
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "MAIL_FROM", "Umsicht <umsicht@example.org>", "Sender of all mails."
)
TASKS: dict[str, Any] = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": [],
        "ENQUEUE_ON_COMMIT": True,
    }
}

AUDIT_RETENTION_DAYS = env.integer(
    "AUDIT_RETENTION_DAYS",
    default=3653,
    help="Days after which `umsicht audit_expire` deletes audit events; at least 365.",
)

# ---- logs --------------------------------------------------------------------------------------------------
LOG_LEVEL = env.text("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR.")
LOGGING = policies.logging(LOG_LEVEL)
if TESTING:  # a page that asks the database once per row fails its test
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")
    ZEAL_SHOW_ALL_CALLERS = True
    # Django's session store reads the row when it loads a session, and again when it deletes one.
    ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "*"}]

TEST_RUNNER = "django.test.runner.DiscoverRunner"
