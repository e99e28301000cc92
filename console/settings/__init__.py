"""Settings as data, and where the console keeps what it remembers. No Qt."""
