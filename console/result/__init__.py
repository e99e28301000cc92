"""What a muster came to, for people and programs: facts, and the page, tables, text and file made of them."""
