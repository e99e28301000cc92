"""Units: list, detail, strength."""
