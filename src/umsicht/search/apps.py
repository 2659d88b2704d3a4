from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "umsicht.search"
    label = "search"
