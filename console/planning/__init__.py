"""Roads, travel-time fields, ETA tables and recommendations; pure, numpy and scipy."""
