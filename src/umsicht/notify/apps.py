from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "umsicht.notify"
    label = "notify"

    def ready(self) -> None:
        from umsicht.notify import messages, personal, receivers, rules, wording  # noqa: F401  # reason: app ready

        messages.declare()
        receivers.connect()
        personal.register()
        wording.describe()
