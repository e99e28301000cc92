"""Intake: reports, alerts and sensor values from outside become commands of the console's protocol."""
