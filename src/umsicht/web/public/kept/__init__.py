"""Offers side by side, and the watch list that lives in the browser; addresses carry the numbers, nothing is stored."""
