"""The three 10-minutes: muster, posts, control, counting and the clocks that judge them."""
