"""Places as people type them: gazetteer, spellings, and what is near. Pure but for the words; Qt main thread."""
