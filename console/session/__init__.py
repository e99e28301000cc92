"""Where a seat's events come from: the live hub now, history and exported journals later. No Qt."""
