from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "umsicht.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        from umsicht.enquiries import messages, rules, transitions, wording  # noqa: F401  # reason: app ready

        messages.declare()
        wording.declare()
