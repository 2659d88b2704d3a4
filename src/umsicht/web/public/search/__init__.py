"""The search page of a portal: own words, facets, list and map, exports and a feed of any search."""
