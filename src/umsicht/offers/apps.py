from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "umsicht.offers"
    label = "offers"
