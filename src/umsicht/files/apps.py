from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "umsicht.files"
    label = "files"

    def ready(self) -> None:
        from umsicht.files import personal, rules, transitions, wording  # noqa: F401  # reason: app ready

        personal.register()
        wording.describe()
