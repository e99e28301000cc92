"""A drill's run: opened, paused, sped up, interrupted, ended."""
