"""The wall: which cameras, and why."""
