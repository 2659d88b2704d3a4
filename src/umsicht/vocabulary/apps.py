from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "umsicht.vocabulary"
    label = "vocabulary"
