"""What can be done, each verb declared once: words, keys, form, trial and command. Qt main thread."""
