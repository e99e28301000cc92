"""Pure rules: calls, incidents, units and orders as commands, events, `decide` and `evolve`.

No clock, no ids, no I/O: times arrive stamped on the command, ids come out of the picture's counters. Imports the
standard library and msgspec only. Used by the hub (which decides) and by everybody who folds.
"""
