"""Topics: the shared vocabulary in plain words, with the decision behind each and the offers on it."""
