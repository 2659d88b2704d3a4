from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "umsicht.offers"
    label = "offers"

    def ready(self) -> None:
        from umsicht.offers import rules, transitions  # noqa: F401  # reason: app ready
