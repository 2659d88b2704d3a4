"""Organisations, contact points, registrations, keepers, hand-overs and programmes at the desk."""
