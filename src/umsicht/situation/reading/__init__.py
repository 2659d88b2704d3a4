"""Reads files of statistics as their publishers make them. Pure: no database, memory bounded, every fault by line and column."""
