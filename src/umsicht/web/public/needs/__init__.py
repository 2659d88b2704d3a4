"""Surveys, needs and the profile of an area on the portal."""
