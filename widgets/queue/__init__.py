"""The queue of calls, incidents and cases: row and roles, delegate and view."""
