"""Telling the responsible leader about a major incident, outside the console: file, e-mail, webhook."""
