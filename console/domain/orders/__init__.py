"""Orders to units (派警单), and the states of the units under them."""
