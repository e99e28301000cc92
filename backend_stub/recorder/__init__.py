"""Recorders beside the hub: tracks of units, thinned and kept with the journal."""
