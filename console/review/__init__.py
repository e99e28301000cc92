"""Looking back: judgements of journals in words. Later the desk of the Review perspective; no Qt."""
