"""The result of a muster: gates, measures, units, cover."""
