from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "umsicht.offers"
    label = "offers"

    def ready(self) -> None:
        from umsicht.offers import messages, receivers, rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.offers.interfaces.search_kinds import register_all  # reason: app ready

        register_all()
        messages.declare()
