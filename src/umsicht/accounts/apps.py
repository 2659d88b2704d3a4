from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "umsicht.accounts"
    label = "accounts"
