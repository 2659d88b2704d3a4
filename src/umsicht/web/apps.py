from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "umsicht.web"
    label = "web"

    def ready(self) -> None:
        from umsicht.web import parts  # reason: app ready
        from umsicht.web.desk.waiting import gathering  # reason: app ready
        from umsicht.web.files import telling  # reason: app ready
        from umsicht.web.public.alerts import reading  # reason: app ready

        parts.register()
        telling.declare()
        telling.connect()
        gathering.connect()
        reading.register()
