"""The log and its export."""
