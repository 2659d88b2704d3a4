"""Dates of all offers of a portal: a list by month, a calendar to subscribe to, a feed."""
