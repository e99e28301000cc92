"""The demo town: its files, units, calls, sensors and cameras."""
