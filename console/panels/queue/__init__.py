"""The queue: rows, groups of one event, suspected duplicates, floods."""
