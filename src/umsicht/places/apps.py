from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "umsicht.places"
    label = "places"

    def ready(self) -> None:
        from umsicht.places import rules, wording  # noqa: F401  # reason: app ready

        wording.describe()
