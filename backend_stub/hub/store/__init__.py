"""The journal and the access lists on disk, through SQLAlchemy; SQLite here, PostgreSQL by the same statements."""
