from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "umsicht.notify"
    label = "notify"

    def ready(self) -> None:
        from umsicht.notify import (  # reason: app ready
            catalogue,
            messages,
            personal,
            receivers,
            rules,  # noqa: F401  # reason: app ready
            wording,
        )
        from umsicht.notify.queries.wording import lookup  # reason: app ready

        messages.declare()
        receivers.connect()
        personal.register()
        wording.describe()
        catalogue.set_wording_source(lookup)
