"""The journal's format, its hash chain, reader, export and upcasters."""
