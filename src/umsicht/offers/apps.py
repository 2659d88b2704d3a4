from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "umsicht.offers"
    label = "offers"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.offers import messages, receivers, rules, version_procedure  # noqa: F401  # reason: app ready
        from umsicht.offers.actions import ACTIONS  # reason: app ready
        from umsicht.offers.interfaces.search_kinds import register_all  # reason: app ready

        register_all()
        journal.describe(ACTIONS)
        messages.declare()
