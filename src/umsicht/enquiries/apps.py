from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "umsicht.enquiries"
    label = "enquiries"
