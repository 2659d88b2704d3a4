from umsicht.core.privacy import Declaration

PRIVACY: dict[str, Declaration] = {}
