"""Words for people, in the language of the screen: names, events, refusals, warnings, phrases. Qt main thread."""
