"""The longer fixed parts of the settings: what browsers may do, sign-in by OpenID Connect, templates, the log."""

from __future__ import annotations

from typing import Any

_SELF = "'self'"
_SENSORS = (
    "accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb"
)  # fmt: skip


def content_security(*, sign_in: str) -> dict[str, Any]:
    """Everything comes from this host; `sign_in` is the OpenID issuer that a form may lead to, or empty."""
    return {
        "DIRECTIVES": {
            "default-src": ["'none'"],
            "script-src": [_SELF],
            "style-src": [_SELF],
            "img-src": [_SELF, "data:"],
            "font-src": [_SELF],
            "connect-src": [_SELF],
            "manifest-src": [_SELF],
            "form-action": [_SELF, *([sign_in] if sign_in else [])],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
    }


def permissions() -> dict[str, list[str]]:
    """No sensor at all, but the place of the reader when she asks for what is near."""
    return {name: ["self"] if name == "geolocation" else [] for name in _SENSORS}


def openid(*, issuer: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    app = {
        "provider_id": "oidc",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app] if issuer else []}}


def templates() -> list[dict[str, Any]]:
    """Templates with cotton's components; loaders are cached in every mode, so a change needs a restart."""
    loaders = [
        (
            "django.template.loaders.cached.Loader",
            [
                "django_cotton.cotton_loader.Loader",
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
        )
    ]
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": loaders,
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "django_cotton.templatetags.cotton",
                    "umsicht.ui.templatetags.ui",
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "umsicht.web.context.site",
                ],
            },
        }
    ]


def logging(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"axes": {"level": "WARNING"}},  # it tells each sign-in otherwise
    }
