"""The old ids of a page: which it keeps, and where on it they stand."""
