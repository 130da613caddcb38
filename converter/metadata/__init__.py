"""What a text says of itself: the table of facts, and where each is read from."""
