from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the commands that span packages (serve, worker, demo, import)."""

    name = "umsicht.config"
    label = "config"

    def ready(self) -> None:
        from umsicht.config import checks  # noqa: F401  # reason: app ready
