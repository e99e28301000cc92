"""Calls for service (报警 / 群众诉求): reports as they come in, suspected duplicates, groups of one event."""
