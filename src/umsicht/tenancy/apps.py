from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "umsicht.tenancy"
    label = "tenancy"
