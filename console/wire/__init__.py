"""Messages and codec of the wire; PROTOCOL.md is the authority; no sockets."""
