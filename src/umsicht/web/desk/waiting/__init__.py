"""The inbox over all waiting work, who did what, texts from the public, and addresses that lead nowhere."""
