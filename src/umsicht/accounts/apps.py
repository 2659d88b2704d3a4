from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "umsicht.accounts"
    label = "accounts"

    def ready(self) -> None:
        from umsicht.accounts import personal_data, receivers  # reason: app ready
        from umsicht.accounts.actions import ACTIONS  # reason: app ready
        from umsicht.accounts.domain import keeping  # reason: app ready
        from umsicht.core import journal  # reason: app ready

        receivers.connect()
        journal.describe(ACTIONS)
        personal_data.register(
            "konto",
            title="Ihr Konto und Ihre Anmeldungen",
            export=keeping.export_account,
            erase=keeping.erase_account,
        )
