"""The past of a window's world: its time line, and the log up to the moment that is shown."""
