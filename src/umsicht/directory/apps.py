from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "umsicht.directory"
    label = "directory"

    def ready(self) -> None:
        from umsicht.directory import rules  # noqa: F401  # reason: app ready
