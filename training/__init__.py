"""How the reader is trained; nothing here is needed to run it."""
