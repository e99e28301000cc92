"""The client of the hub: one socket-owning link for consoles and programs alike. No Qt. PROTOCOL.md is followed."""
