"""The journal outside the hub: chain, exported files and their reader, upcasters, signed checkpoints."""
