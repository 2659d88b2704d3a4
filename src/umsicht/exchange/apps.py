from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "umsicht.exchange"
    label = "exchange"
