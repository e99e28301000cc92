"""Stands in for a city's platform, speaking the console's protocol."""
