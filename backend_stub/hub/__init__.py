"""Hub: decides, journals and publishes."""
