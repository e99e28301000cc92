"""The doctor sub-command: checks the machine and says what to do about each fault."""
