from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "umsicht.search"
    label = "search"

    def ready(self) -> None:
        from umsicht.core import services  # reason: app ready
        from umsicht.search.writer import run  # reason: app ready

        services.register("search", run)
