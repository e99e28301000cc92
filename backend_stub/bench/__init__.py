"""The bench sub-command: our figures beside those of peers, in the same run."""
