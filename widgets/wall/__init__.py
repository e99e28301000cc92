"""The video wall: tiles, layouts, header. Models in (`TileFeed`), signals out."""
