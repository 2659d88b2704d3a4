from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "umsicht.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        from umsicht.accounts import personal_data  # reason: app ready
        from umsicht.core import journal  # reason: app ready
        from umsicht.tenancy.actions import ACTIONS  # reason: app ready
        from umsicht.tenancy.domain import keeping  # reason: app ready

        journal.describe(ACTIONS)
        personal_data.register(
            "rollen",
            title="Ihre Rollen und Einladungen",
            export=keeping.export_roles,
            erase=keeping.erase_roles,
            objections=keeping.why_not_erase,
        )
