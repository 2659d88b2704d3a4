"""The page about a prevention council: publicly documented facts, each with its source."""
