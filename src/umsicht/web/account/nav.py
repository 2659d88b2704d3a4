"""The pages of the own account, in their order. Other packages add theirs with register()."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umsicht.ui.nav import Link, Text


@dataclass(frozen=True)
class AccountPage:
    """`under` names further URL names that count as this page (its sub-pages)."""

    label: Text
    url_name: str
    lead: Text
    order: int
    under: tuple[str, ...] = ()


_pages: dict[str, AccountPage] = {}


def register(page: AccountPage) -> None:
    _pages[page.url_name] = page


def pages() -> list[AccountPage]:
    return sorted(_pages.values(), key=lambda page: (page.order, page.url_name))


def links(request: HttpRequest) -> list[Link]:
    """The menu with the current page marked."""
    name = request.resolver_match.url_name if request.resolver_match else None
    overview = Link(_("Overview"), reverse("account_home"), current=name == "account_home")
    return [
        overview,
        *(
            Link(
                page.label,
                reverse(page.url_name),
                current=name is not None and name in {page.url_name, *page.under},
            )
            for page in pages()
        ),
    ]


register(
    AccountPage(
        _("Name and language"),
        "account_profile",
        _("How others see you, and in which language we write."),
        10,
    )
)
register(
    AccountPage(_("E-mail address"), "account_email", _("You sign in with it, and our mails go there."), 20)
)
register(
    AccountPage(
        _("Password"),
        "account_change_password",
        _("Change it whenever you like."),
        30,
        ("account_set_password",),
    )
)
register(
    AccountPage(
        _("Second factor and passkeys"),
        "mfa_index",
        _("Protects your account even if someone learns your password."),
        40,
        (
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ),
    )
)
register(
    AccountPage(
        _("Where you are signed in"), "account_sessions", _("See and end sign-ins in other browsers."), 50
    )
)
register(
    AccountPage(
        _("Your data"),
        "account_data",
        _("Take your data with you, or delete your account."),
        90,
        ("account_erase",),
    )
)
