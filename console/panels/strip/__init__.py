"""The clock strip."""
