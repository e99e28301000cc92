"""What the panels show, a package for each: feed, builder and words together. Qt main thread."""
