"""What a desk knows: the world it looks at and the seat that looks. No widgets; Qt main thread."""
