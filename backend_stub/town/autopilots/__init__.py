"""Autopilots: clients with a seat of their own that play a part by commands, seeing no more than that seat sees."""
