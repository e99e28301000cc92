"""Muster's console: what an operator's seat knows, decides and shows."""
