"""How the demo town is laid out from a seed: streets, ground, grids, premises, forces and devices."""
