from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "umsicht.directory"
    label = "directory"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.directory import messages, rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.directory.actions import ACTIONS  # reason: app ready

        journal.describe(ACTIONS)
        messages.declare()
