from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "umsicht.files"
    label = "files"

    def ready(self) -> None:
        from umsicht.files import personal, rules, transitions, wording  # noqa: F401  # reason: app ready
        from umsicht.files.domain.logos import place_logo  # reason: app ready
        from umsicht.files.signals import file_checked  # reason: app ready

        file_checked.connect(place_logo, dispatch_uid="files.place_logo")
        personal.register()
        wording.describe()
