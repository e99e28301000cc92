"""Tracker beside the hub: positions to arrivals and lost contact."""
