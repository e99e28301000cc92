"""The map: what lies on it."""
