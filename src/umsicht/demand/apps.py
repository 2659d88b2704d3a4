from django.apps import AppConfig


class DemandConfig(AppConfig):
    name = "umsicht.demand"
    label = "demand"

    def ready(self) -> None:
        from umsicht.demand import messages, personal, receivers, rules, wording  # noqa: F401  # reason: app ready

        messages.declare()
        receivers.connect()
        personal.register()
        wording.describe()
