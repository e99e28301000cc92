"""The grid flow (网格化) of an incident that departments handle."""
