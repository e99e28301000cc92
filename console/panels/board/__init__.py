"""The Command board."""
