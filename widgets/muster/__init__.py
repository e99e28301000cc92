"""The muster's part of the incident panel, the order form and the curve."""
