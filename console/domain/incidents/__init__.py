"""Incidents (警情, 事件): what emergencies and cases share, and their deadlines."""
