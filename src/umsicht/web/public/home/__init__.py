"""Where people arrive: the alliance's portal, the list of towns, a municipality's home."""
