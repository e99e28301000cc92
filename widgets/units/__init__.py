"""The unit list with roster and actions of the selected unit."""
