"""The log of the whole hub."""
