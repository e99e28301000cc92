"""Pure rules: entities, commands, events, decide and evolve; standard library and msgspec only."""
