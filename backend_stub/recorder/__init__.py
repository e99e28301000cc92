"""Recorders beside the hub: tracks of units and what the planner said, thinned and kept with the journal."""
