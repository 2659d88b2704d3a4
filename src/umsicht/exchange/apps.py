from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "umsicht.exchange"
    label = "exchange"

    def ready(self) -> None:
        from umsicht.exchange import receivers, rules, transitions  # noqa: F401  # reason: app ready
