"""Main window, perspectives, docks, actions, command line and theme."""
