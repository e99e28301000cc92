"""What crosses between a seat and a hub: messages and their pure codec; no sockets. PROTOCOL.md is the authority."""
