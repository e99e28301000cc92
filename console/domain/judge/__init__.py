"""The judgement of a journal, by folding it once."""
