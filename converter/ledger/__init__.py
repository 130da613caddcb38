"""The ledger of published addresses, `links.lock`, and what becomes of old addresses."""
