from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "umsicht.files"
    label = "files"
