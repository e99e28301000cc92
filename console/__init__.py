"""The application: what an operator's seat knows, decides and shows."""
