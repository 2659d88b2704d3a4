"""Providers of prevention, and the directory of institutions."""
