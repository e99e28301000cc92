"""The result of a muster: built, read from the journal, written to files."""
