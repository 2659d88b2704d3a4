from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "umsicht.places"
    label = "places"
