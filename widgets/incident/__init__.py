"""The incident panel: its view structs, tables, forms and the panel itself."""
