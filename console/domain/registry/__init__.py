"""What a command centre knows beforehand, and the roads, sensors and wind of its town."""
