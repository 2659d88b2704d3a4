from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "umsicht.directory"
    label = "directory"
