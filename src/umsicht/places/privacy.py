from umsicht.core.privacy import NO_PERSONAL_DATA

PRIVACY = {"places.Area": NO_PERSONAL_DATA}
