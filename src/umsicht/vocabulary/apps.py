from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "umsicht.vocabulary"
    label = "vocabulary"

    def ready(self) -> None:
        from umsicht.vocabulary import rules, wording  # noqa: F401  # reason: app ready

        wording.describe()
