"""Clauses of different documents that treat the same matter."""
