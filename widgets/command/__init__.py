"""The Command board: three clocks large, strength, cover gaps, decisions to take."""
