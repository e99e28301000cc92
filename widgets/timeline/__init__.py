"""The time line: what happened when, in lanes; where one stands, and how one gets elsewhere."""
