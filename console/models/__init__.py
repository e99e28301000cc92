"""Qt item models over the picture."""
