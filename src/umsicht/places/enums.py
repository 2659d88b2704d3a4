from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    DISTRICT = "district", _("district")
    MUNICIPALITY = "municipality", _("municipality")
    CITY_DISTRICT = "city_district", _("district of the city")
