"""Drills without a window: hub, tracker, planner, town and autopilot in one process, in lock-step."""
