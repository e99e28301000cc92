"""Media without Qt: sources, decode workers, frame ring."""
