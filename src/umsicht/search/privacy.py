from umsicht.core.privacy import NO_PERSONAL_DATA

PRIVACY = {"search.IndexChange": NO_PERSONAL_DATA, "search.IndexEpoch": NO_PERSONAL_DATA}
