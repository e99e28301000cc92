"""Designed states: empty, loading, disconnected, refused, stale, failed."""
