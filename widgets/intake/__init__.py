"""Taking a call: the small form."""
