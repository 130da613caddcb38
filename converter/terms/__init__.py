"""Terms: definitions in the texts, their scopes, and where the documents use them."""
