"""The page of one offer: every field in plain words, its dates, effect, freshness, place and data for machines."""
