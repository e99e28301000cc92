"""The muster in the incident panel, its notices and its order form."""
