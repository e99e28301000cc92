"""Live source, ZeroMQ client, outbox and projection; owns its sockets on one thread."""
