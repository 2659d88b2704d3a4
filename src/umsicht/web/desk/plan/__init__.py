"""Year plans at the desk: those that were released to the office, side by side."""
