from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "umsicht.web"
    label = "web"

    def ready(self) -> None:
        from umsicht.web.files import telling  # reason: app ready

        telling.declare()
        telling.connect()
