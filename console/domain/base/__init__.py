"""What every rule is written in: messages, refusals, roles, places, numbers. Imported by all nouns, imports none."""
