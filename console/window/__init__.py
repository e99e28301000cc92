"""The window around the panels: docks, header, command line, overlays, language, sounds. Qt main thread."""
