"""The top bar and the strip of the three clocks."""
