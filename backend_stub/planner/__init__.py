"""Planner beside the hub: travel times, proposals and recommendations."""
