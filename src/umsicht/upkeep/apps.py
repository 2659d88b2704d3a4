from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "umsicht.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from umsicht.upkeep import messages, receivers, rules, wording  # noqa: F401  # reason: app ready

        messages.declare()
        wording.describe()
