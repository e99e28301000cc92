"""What crosses between a seat and a hub: message types and their pure codec; no sockets. PROTOCOL.md is the authority."""
