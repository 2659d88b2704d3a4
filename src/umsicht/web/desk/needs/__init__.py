"""Needs, their matrix and surveys at the desk."""
