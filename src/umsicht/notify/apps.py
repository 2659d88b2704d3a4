from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "umsicht.notify"
    label = "notify"
